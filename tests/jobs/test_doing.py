"""Jobs are done when they are due, as often and as many at once as their policy says."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text
from structlog.contextvars import bound_contextvars
from tests.jobs.crew import Chain, Failure, Hopeless, KeyedWork, LimitedWork, SlowFailure, Wish, Work

from autogram.core import clock
from autogram.jobs.api import enqueue


async def test_a_job_given_is_done_once(crew):
    await crew.start()

    await crew.give(Work(word="hello"))

    await crew.nothing_left()
    assert [row.what for row in await crew.trace("hello")] == ["begun", "done"]


async def test_many_jobs_given_together_are_each_done_once(crew):
    await crew.start()
    words = [f"word {number}" for number in range(300)]

    await crew.give(*(Work(word=word) for word in words))

    await crew.nothing_left()
    assert sorted(row.word for row in await crew.trace(what="done")) == sorted(words)


async def test_a_job_exists_exactly_when_its_transaction_commits(crew):
    async with crew.database.sessions() as session:
        await enqueue(session, Work(word="taken back"))
        await session.rollback()
    async with crew.database.sessions() as session:
        await enqueue(session, Work(word="kept"))
        assert await crew.value("SELECT count(*) FROM pgqueuer") == 0
        await session.commit()

    await crew.start()
    await crew.nothing_left()
    assert {row.word for row in await crew.trace()} == {"kept"}


async def test_what_a_job_enqueues_is_taken_back_with_its_transaction(crew):
    await crew.start()

    await crew.give(Chain(word="good", fail=False), Chain(word="bad", fail=True))

    await crew.done("good, next")
    await crew.nothing_left()
    assert {row.word for row in await crew.trace(what="done")} == {"good, next"}


async def test_a_job_waits_for_its_time_and_not_longer(crew):
    await crew.start()
    due = clock.now() + timedelta(seconds=1)

    await crew.give(Work(word="later"), run_at=due)
    await crew.give(Work(word="overdue"), run_at=due - timedelta(hours=1))
    await crew.give(Work(word="now"))

    await crew.done("now", "overdue", "later")
    assert await crew.when("overdue") < due
    assert timedelta(0) <= await crew.when("later", "begun") - due < timedelta(seconds=1)


async def test_a_job_of_a_long_transaction_is_not_early(crew):
    await crew.start()

    async with crew.database.transaction() as session:
        await session.execute(text("SELECT 1"))
        await asyncio.sleep(0.5)
        due = clock.now() + timedelta(seconds=0.6)
        await enqueue(session, Work(word="later"), run_at=due)

    await crew.done("later")
    assert await crew.when("later", "begun") >= due


async def test_what_is_urgent_comes_first(crew):
    usual = [f"usual {number}" for number in range(4)]
    await crew.give(*(Work(word=word, seconds=0.5) for word in usual))
    await crew.give(Work(word="urgent", seconds=0.5), priority=10)

    await crew.start(worker_concurrency=2)

    await crew.done("urgent", *usual)
    begun = [row.word for row in await crew.trace(what="begun")]
    assert "urgent" in begun[:2], "the first two begin together, and the urgent one is among them"


async def test_a_second_job_with_the_same_word_is_left_out_while_the_first_waits_or_runs(crew):
    await crew.give(Work(word="first", seconds=0.5), once="only")
    await crew.give(Work(word="second"), once="only")
    await crew.start()
    await crew.begun("first")
    await crew.give(Work(word="third"), once="only")
    await crew.nothing_left()

    await crew.give(Work(word="fourth"), once="only")

    await crew.nothing_left()
    assert [row.word for row in await crew.trace(what="done")] == ["first", "fourth"]


async def test_the_id_of_the_request_reaches_the_logs_of_its_jobs(crew):
    worker = await crew.start()

    with bound_contextvars(request_id="r-42"):
        await crew.give(Work(word="asked"))
    await crew.give(Work(word="unasked"))
    await crew.nothing_left()

    lines = {line["word"]: line for line in worker.lines() if line["event"] == "worked"}
    assert lines["asked"]["request_id"] == "r-42"
    assert lines["asked"]["job"] == "test.work"
    assert isinstance(lines["asked"]["job_id"], int)
    assert "request_id" not in lines["unasked"]


async def test_what_fails_is_tried_again_until_it_works(crew):
    await crew.start()

    await crew.give(Failure(word="twice", times=2))

    await crew.nothing_left()
    assert [(row.what, row.attempt) for row in await crew.trace("twice")] == [
        ("begun", 1),
        ("begun", 2),
        ("begun", 3),
        ("done", 3),
    ]
    assert await crew.dead() == []


async def test_pauses_double_with_some_chance_in_them(crew):
    await crew.start()

    await crew.give(*(SlowFailure(word=f"slow {number}") for number in range(20)))
    waiting = "SELECT count(*) FROM pgqueuer WHERE entrypoint = 'test.slow_failure' AND attempts = 1"
    await crew.until(lambda: crew.value(f"SELECT ({waiting}) = 20"))

    pauses = await crew.value(
        "SELECT array_agg(extract(epoch FROM execute_after - updated)::float) FROM pgqueuer"
        " WHERE entrypoint = 'test.slow_failure'"
    )
    assert all(1.0 <= pause <= 2.0 for pause in pauses)
    assert len({round(pause, 3) for pause in pauses}) > 10

    await crew.value("UPDATE pgqueuer SET attempts = 5, execute_after = now() WHERE attempts = 1 RETURNING 1")
    await crew.until(lambda: crew.value(f"SELECT ({waiting.replace('= 1', '= 6')}) = 20"))
    pauses = await crew.value("SELECT array_agg(extract(epoch FROM execute_after - updated)::float) FROM pgqueuer")
    assert all(32.0 <= pause <= 64.0 for pause in pauses if pause > 10)


async def test_what_fails_too_often_is_dead_and_kept_with_its_error(crew):
    await crew.start()

    await crew.give(Failure(word="always", times=99))

    await crew.nothing_left()
    (job,) = await crew.dead()
    assert (job.name, job.payload, job.attempts) == ("test.failure", {"word": "always", "times": 99}, 4)
    assert job.error == "failure 4 of always"
    assert [row.attempt for row in await crew.trace("always")] == [1, 2, 3, 4]


async def test_a_job_may_give_up_at_once(crew):
    await crew.start()

    await crew.give(Hopeless(word="hopeless"))

    await crew.until(crew.dead)
    (job,) = await crew.dead()
    assert (job.error, job.attempts) == ("there is no hope", 1)


@pytest.mark.parametrize(("counts", "outcome"), [(False, "done"), (True, "dead")])
async def test_asking_to_run_later_uses_up_attempts_only_if_told(crew, counts, outcome):
    await crew.start()

    await crew.give(Wish(word="later", times=5, counts=counts))

    await crew.nothing_left()
    begun = await crew.trace("later", "begun")
    if outcome == "done":
        assert [row.attempt for row in begun] == [1] * 6
        assert await crew.dead() == []
    else:
        assert [row.attempt for row in begun] == [1, 2]
        assert [job.error for job in await crew.dead()] == ["not yet"]


async def test_what_cannot_be_read_is_dead_in_the_end_and_shown(crew):
    await crew.give(Hopeless(word="x"))
    await crew.value("UPDATE pgqueuer SET payload = '{\"wrong\": 1}', attempts = 7 RETURNING 1")

    await crew.start()

    await crew.until(crew.dead)
    (job,) = await crew.dead()
    assert job.payload == {"wrong": 1}
    assert "word" in job.error


async def test_jobs_that_fail_do_not_hold_up_the_others(crew):
    await crew.start(worker_concurrency=2)

    await crew.give(*(SlowFailure(word=f"bad {number}") for number in range(8)))
    await crew.give(*(Failure(word=f"worse {number}", times=99) for number in range(8)))
    await crew.give(*(Work(word=f"good {number}") for number in range(8)))

    await crew.done(*(f"good {number}" for number in range(8)))


def most_at_once(trace) -> int:
    """How many were between begun and done at the same time."""
    running = most = 0
    for row in trace:
        running += 1 if row.what == "begun" else -1
        most = max(most, running)
    return most


async def test_a_limit_of_how_many_run_at_once_holds_over_all_workers(crew):
    await crew.start()
    await crew.start()

    await crew.give(*(LimitedWork(word=f"limited {number}", seconds=0.1) for number in range(12)))
    await crew.give(*(Work(word=f"free {number}", seconds=0.1) for number in range(12)))

    await crew.nothing_left()
    trace = await crew.trace()
    assert most_at_once([row for row in trace if row.word.startswith("limited")]) == 2
    assert most_at_once([row for row in trace if row.word.startswith("free")]) > 2
    assert sum(row.what == "done" for row in trace) == 24


async def test_of_the_same_key_one_runs_at_a_time_and_different_keys_together(crew):
    await crew.start()
    await crew.start()

    await crew.give(*(KeyedWork(word=f"{key} {number}", key=key, seconds=0.2) for key in "ab" for number in range(3)))

    await crew.nothing_left()
    trace = await crew.trace()
    assert most_at_once([row for row in trace if row.word.startswith("a")]) == 1
    assert most_at_once([row for row in trace if row.word.startswith("b")]) == 1
    assert most_at_once(trace) == 2
    assert sum(row.what == "done" for row in trace) == 6
    assert await crew.value("SELECT count(*) FROM job_key") == 0


async def test_waiting_for_a_key_uses_up_no_attempts(crew):
    await crew.start()

    await crew.give(*(KeyedWork(word=f"a {number}", key="a", seconds=0.3) for number in range(3)))

    await crew.nothing_left()
    assert {row.attempt for row in await crew.trace()} == {1}


async def test_the_clock_enqueues_once_however_many_workers_there_are(crew):
    await crew.start()
    await crew.start()
    times = "SELECT count(*) FROM trace WHERE word = 'tick'"
    for number in (1, 2):
        await crew.until(
            lambda: crew.value("SELECT status = 'queued' FROM pgqueuer_schedules WHERE entrypoint = 'test.tick'")
        )
        await crew.value("UPDATE pgqueuer_schedules SET next_run = now() WHERE entrypoint = 'test.tick' RETURNING 1")
        await crew.start()  # looks at the schedules when it begins, as do the others when they wake up
        await crew.until(lambda n=number: crew.value(f"SELECT ({times}) = {n}"))
        await crew.nothing_left()

    assert await crew.value(times) == 2
    assert await crew.value(
        "SELECT error IS NULL AND finished_at >= started_at FROM schedule_run WHERE name = 'test.tick'"
    )


async def test_a_worker_tells_that_it_lives_and_works(crew):
    assert (await crew.state()).workers == 0

    first = await crew.start()
    await crew.start()

    async def claimed() -> bool:
        return (await crew.state()).last_claim_seconds is not None

    await crew.until(claimed)
    state = await crew.state()
    assert state.workers == 2
    assert state.last_claim_seconds < 10
    assert await crew.value("SELECT count(*) FROM worker WHERE seen_at > now() - interval '10 s'") == 2

    first.ask_to_stop()
    await crew.until(lambda: crew.value("SELECT count(*) = 1 FROM worker WHERE seen_at > now() - interval '10 s'"))
    assert (await crew.state()).workers == 1


async def test_the_queue_tells_what_waits_runs_is_overdue_and_dead(crew):
    await crew.give(Work(word="overdue"))
    await crew.value("UPDATE pgqueuer SET execute_after = now() - interval '90 s' RETURNING 1")
    await crew.give(Work(word="future"), run_at=clock.now() + timedelta(hours=1))
    state = await crew.state()
    assert (state.waiting, state.running, state.dead) == (1, 0, 0)
    assert 89 < state.overdue_seconds < 120

    await crew.give(Hopeless(word="hopeless"), Work(word="long", seconds=30))
    await crew.start()
    await crew.done("overdue")
    await crew.begun("long")
    await crew.until(crew.dead)

    async def settled() -> bool:
        state = await crew.state()
        return (state.waiting, state.running, state.dead) == (0, 1, 1)

    await crew.until(settled)
    assert (await crew.state()).overdue_seconds is None
