"""Roles started by `up` must not outlive it, even if it is killed."""

import os
import signal
import threading
import time

from autogram.core.settings import child_environment

VARIABLE = "AUTOGRAM_PARENT"
GRACE_SECONDS = 10


def exit_with_parent() -> None:
    """If `up` started this process, it stops in order when `up` is gone, and hard if it cannot."""
    parent = child_environment().get(VARIABLE)
    if parent:
        threading.Thread(target=_watch, args=(int(parent),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)
