"""The messaging errors of Meta's reference, by subcode."""

from typing import NamedTuple

from autogram.sandbox.graph.errors import GraphError


class Refusal(NamedTuple):
    """A line of the reference: code, subcode and what it says."""

    code: int
    subcode: int | None
    message: str
    title: str | None = None


# https://developers.facebook.com/docs/messenger-platform/error-codes
REFUSALS = {
    "outside_window": Refusal(
        10,
        2534022,
        "This message is sent outside of allowed window. Learn more about the new policy here: "
        "https://developers.facebook.com/docs/messenger-platform/policy-overview",
        "Message outside of the allowed window",
    ),
    "no_such_person": Refusal(100, 2534014, "The requested user cannot be found.", "No such user"),
    "invalid_message": Refusal(100, 2534015, "Invalid message data", "Invalid message data"),
    "invalid_comment": Refusal(
        100, 2534025, "The comment is invalid for a private reply.", "Comment cannot be answered privately"
    ),
    "business_blocked": Refusal(100, 2534029, "The business is blocked from messaging this user.", "Blocked"),
    "not_thread_owner": Refusal(
        100, 2534037, "The app is not the owner of the thread, or the thread is not found.", "Not the thread owner"
    ),
    "fetch_failed": Refusal(100, 2018008, "Failed to fetch the file from the url.", "The file cannot be fetched"),
    "type_mismatch": Refusal(
        100, 2018047, "Upload attachment failure: the file is not of the type that was named.", "Wrong type"
    ),
    "too_large": Refusal(100, 2018109, "Attachment size exceeds allowable limit.", "The file is too large"),
    "no_attachment": Refusal(100, 2018074, "Could not find the attachment. It may have expired.", "No such attachment"),
    "access_off": Refusal(
        200, 2534041, "The owner of the account has switched off Allow Access to Messages.", "No access to messages"
    ),
    "unavailable": Refusal(551, 1545041, "This person isn't available right now.", "Person unavailable"),
    "not_tester": Refusal(
        10, 2018028, "Cannot message users who are not admins, developers or testers of the app.", "App not live"
    ),
    "too_fast": Refusal(613, 2534040, "Calls to this api have exceeded the rate limit.", "Too many messages"),
    "older_message": Refusal(
        9000001, None, "This Message has been deleted by the user or the business, or it is too old to be read."
    ),
}


def refuse(name: str) -> GraphError:
    """Return the error of this name."""
    found = REFUSALS[name]
    return GraphError(
        found.code,
        f"(#{found.code}) {found.message}",
        subcode=found.subcode,
        title=found.title,
        user_message=found.message if found.title else None,
        is_transient=name == "too_fast",
    )
