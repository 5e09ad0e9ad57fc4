"""The direct-message back end's paths below `/v1`, in its camelCase and with its errors, over our services."""
