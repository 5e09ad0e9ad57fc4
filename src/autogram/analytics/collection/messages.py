"""The vocabulary of collecting figures."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class CollectInsights(JobMessage, name="analytics.collect_insights"):
    """Each account with publications that are due to be measured gets a job for them."""


class MeasurePosts(JobMessage, name="analytics.measure_posts"):
    """The account's publications that are due are measured; with `everything` also those that are not due yet."""

    account_id: UUID
    everything: bool = False


class CollectDays(JobMessage, name="analytics.collect_days"):
    """Each connected account gets a job for its latest days."""


class MeasureDays(JobMessage, name="analytics.measure_days"):
    """The account's days that Instagram may still change, and those of the last weeks that we lack, are written."""

    account_id: UUID
