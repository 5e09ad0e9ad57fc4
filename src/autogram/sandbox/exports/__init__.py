"""“Download your information”: the files Instagram writes for the owner of an account, in the layouts of the years."""
