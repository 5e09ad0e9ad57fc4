"""The control API `/_sandbox/…`: looking into the sandbox and steering it."""
