"""What jobs do together."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from autogram.core.runtime import Runtime
from autogram.jobs.together import AT_MOST, Company

ANYWHERE: Any = None


class Counter:
    """Doubles numbers, notes which it was given together, and cannot double 13."""

    def __init__(self) -> None:
        self.given: list[list[int]] = []
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def double(self, _runtime: Runtime, numbers: Sequence[int]) -> list[int]:
        self.given.append(list(numbers))
        await self.may_go_on.wait()
        if 13 in numbers:
            raise ValueError("thirteen")
        return [number * 2 for number in numbers]


@pytest.fixture
async def counter() -> Counter:
    return Counter()


async def test_what_is_asked_while_others_are_served_is_done_next_and_together(counter: Counter) -> None:
    company, work = Company(ANYWHERE), counter.double
    counter.may_go_on.clear()
    first = asyncio.create_task(company.do(work, 1))
    while not counter.given:
        await asyncio.sleep(0)
    others = [asyncio.create_task(company.do(work, number)) for number in (2, 3, 4)]
    await asyncio.sleep(0)

    counter.may_go_on.set()

    assert await asyncio.gather(first, *others) == [2, 4, 6, 8]
    assert counter.given == [[1], [2, 3, 4]]


async def test_one_that_fails_does_not_fail_the_others(counter: Counter) -> None:
    company, work = Company(ANYWHERE), counter.double

    answers = await asyncio.gather(*(company.do(work, number) for number in (12, 13, 14)), return_exceptions=True)

    assert [answers[0], answers[2]] == [24, 28]
    assert isinstance(answers[1], ValueError)
    assert counter.given == [[12, 13, 14], [12], [13], [14]]


async def test_so_many_and_no_more_share_a_transaction(counter: Counter) -> None:
    company, work = Company(ANYWHERE), counter.double

    await asyncio.gather(*(company.do(work, number) for number in range(100, 101 + AT_MOST)))

    assert [len(numbers) for numbers in counter.given] == [AT_MOST, 1]


async def test_whoever_is_gone_is_not_waited_for(counter: Counter) -> None:
    company, work = Company(ANYWHERE), counter.double
    counter.may_go_on.clear()
    served, gone, waiting = (asyncio.create_task(company.do(work, number)) for number in (1, 2, 3))
    while not counter.given:
        await asyncio.sleep(0)
    last = asyncio.create_task(company.do(work, 4))
    await asyncio.sleep(0)
    gone.cancel()
    last.cancel()

    counter.may_go_on.set()

    assert await asyncio.gather(served, waiting) == [2, 6]
    assert counter.given == [[1, 2, 3]]
    # And it goes on afterwards.
    assert await company.do(work, 5) == 10
