"""Loading the product takes a second or more; a fifth of it would go into looking for garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """What the block imports stays for good: no garbage is looked for meanwhile, and never again in what is there."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
