"""Who works, and which keys are being worked on."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core import clock
from autogram.core.db import Model, Record


class Worker(Record):
    """A worker process, as it last spoke of itself."""

    __tablename__ = "worker"

    host: Mapped[str]
    pid: Mapped[int]
    seen_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    claimed_at: Mapped[datetime | None]
    jobs_done: Mapped[int] = mapped_column(default=0)


class JobKey(Model):
    """A one-at-a-time key and the job that holds it; void when that job is no longer being run."""

    __tablename__ = "job_key"

    key: Mapped[str] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(BigInteger)


class ScheduleRun(Model):
    """How the last run of a scheduled job went."""

    __tablename__ = "schedule_run"

    name: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    error: Mapped[str | None]
