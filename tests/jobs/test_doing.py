"""Jobs are done when they are due, as often and as many at once as their policy says."""

from datetime import timedelta

from sqlalchemy import text
from tests.jobs.crew import Work

from autogram.core import clock


async def test_a_job_given_is_done(crew):
    await crew.start()

    await crew.give(Work(word="hello"))

    await crew.done("hello")
    await crew.nothing_left()


assert text and timedelta and clock
