"""`POST /api/unfollow-checker`: who is followed and does not follow back, with name and password."""

import asyncio
from time import monotonic
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, SecretStr, ValidationError

from autogram.audience.crawling import service
from autogram.audience.crawling.schemas import LoginCrawl, Username
from autogram.audience.crawling.service import AnonymousCrawl
from autogram.audience.crawling.switched import SwitchedOn, only_switched_on
from autogram.audience.vocabulary import WorkStatus
from autogram.compat.followers import shapes
from autogram.compat.followers.bodies import described_body, json_object
from autogram.core.errors import ServiceUnavailable
from autogram.core.runtime import Runtime
from autogram.core.secrets import new_token
from autogram.identity.access import ClientAddress, public

router = APIRouter(prefix="/api/unfollow-checker", tags=["/api followers"], dependencies=[only_switched_on])

# So long the answer may take; a job that is not done by then is to be followed.
WAIT_SECONDS = 10.0
LOOK_SECONDS = 0.1


class InstagramServiceFailed(ServiceUnavailable):
    """Instagram did not give both lists; the detail says why."""

    title = "Instagram service error"


class UnfollowCheck(BaseModel):
    """Whose followers; the code is only needed where two-factor authentication is on."""

    instagram_id: Username
    password: SecretStr = Field(min_length=1, max_length=200)
    verification_code: SecretStr | None = Field(default=None, max_length=20)


def _check(body: Annotated[dict[str, Any], Depends(json_object)]) -> UnfollowCheck:
    try:
        return UnfollowCheck.model_validate(body)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise RequestValidationError([fault | {"loc": ("body", *fault["loc"])} for fault in faults]) from None


@router.post("", dependencies=[public], response_model=None, openapi_extra=described_body(UnfollowCheck))
async def check_unfollowers(
    body: Annotated[UnfollowCheck, Depends(_check)], runtime: SwitchedOn, address: ClientAddress, response: Response
) -> dict[str, Any]:
    """Log in, once, and compare both lists. 200 with the result, or 202 with the job to follow when it takes longer."""
    await service.spend_for_address(runtime, address)
    wish = LoginCrawl(
        source="instaloader",
        username=body.instagram_id,
        password=body.password,
        verification_code=body.verification_code,
    )
    order = await service.order_with_login(runtime, wish)
    # Not made of the password: whoever saw the id could try out passwords at home.
    job = await service.begin_anonymous(runtime, order, new_token(12))
    job = await _wait(runtime, job)
    if job.result is not None:
        return _checked(body.instagram_id, job)
    if job.failure_reason is not None:
        raise InstagramServiceFailed(f"Instagram service error: {job.failure_reason}")
    response.status_code = 202
    where = f"/api/status/{job.public_id}"
    response.headers["Location"] = where
    return shapes.submitted(job) | {"message": f"Not done yet. Follow it at {where}.", "status_url": where}


async def _wait(runtime: Runtime, job: AnonymousCrawl) -> AnonymousCrawl:
    """The job as it is once it has ended, or when nobody wants to wait any longer."""
    ends_at = monotonic() + WAIT_SECONDS
    while job.status in {WorkStatus.QUEUED, WorkStatus.PROCESSING} and monotonic() < ends_at:
        await asyncio.sleep(LOOK_SECONDS)
        async with runtime.database.reading() as session:
            job = await service.read_anonymous(session, runtime.settings, job.public_id)
    return job


def _checked(instagram_id: str, job: AnonymousCrawl) -> dict[str, Any]:
    found = shapes.analysis(job)
    return {
        "instagram_id": instagram_id,
        **{name: found[name] for name in ("followers_count", "following_count", "unfollowers_count", "unfollowers")},
        "checked_at": found["analysis_completed_at"],
    }
