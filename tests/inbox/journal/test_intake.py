"""What is posted to the webhook, and what comes of it."""

from tests.inbox.journal.meta import Meta, a_message

from autogram.inbox.journal.models import DeliveryStatus, Signature


async def test_a_signed_delivery_is_written_down_with_a_job_before_it_is_answered(meta: Meta):
    body = a_message("h\u00e9llo \U0001f642 a/b")

    answer = await meta.posts(body)

    assert (answer.status_code, answer.text) == (200, "EVENT_RECEIVED")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-request-id"]
    delivery = await meta.delivery()
    assert (delivery.body, delivery.status, delivery.signature) == (body, DeliveryStatus.PENDING, Signature.VALID)
    assert [job.delivery_ids for job in await meta.jobs()] == [(delivery.id,)]
