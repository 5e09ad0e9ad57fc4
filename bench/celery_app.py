"""The same work for Celery: one task that waits, counted in the broker in steps of 25."""

import itertools
import time

import redis
from celery import Celery

JOBS = 2000
SLEEP_MS = 20
PORT = 6399

app = Celery("bench", broker=f"redis://127.0.0.1:{PORT}/0", backend=None)
app.conf.update(worker_prefetch_multiplier=4, task_acks_late=True, task_ignore_result=True)
_counter = redis.Redis(port=PORT)
_numbers = itertools.count(1)


@app.task
def io(ms: int) -> None:
    time.sleep(ms / 1000)
    if next(_numbers) % 25 == 0:
        _counter.incrby("done", 25)
