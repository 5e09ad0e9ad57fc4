"""The use cases of identity."""

from autogram.identity.service.authentication import authenticate

__all__ = ["authenticate"]
