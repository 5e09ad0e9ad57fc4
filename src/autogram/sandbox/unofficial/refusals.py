"""Everything website and app refuse with."""

from autogram.sandbox.graph.faults import Signal
from autogram.sandbox.unofficial.visit import WEB_HOST, Refusal
from autogram.sandbox.world import World

WAIT = "Please wait a few minutes before you try again."
LOGIN_PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Login • Instagram</title></head>'
    '<body><h1>Instagram</h1><form><input name="username"><input name="password"></form></body></html>'
)
CHALLENGE_PATH = "/challenge/1/sandbox/"


def signal(kind: Signal, address: str = "/") -> Refusal:
    """What Instagram says when it wants something from the person, or no more requests."""
    if kind == "login_page":
        return Refusal(302, "", {"location": f"https://{WEB_HOST}/accounts/login/?next={address}"})
    if kind == "html":
        return Refusal(200, LOGIN_PAGE)
    status, fields = SIGNALS[kind]
    return Refusal(status, fields | {"status": "fail"})


def logged_out(world: World, host: str, address: str) -> Refusal:
    """Nobody is logged in, or no longer."""
    if host != WEB_HOST:
        return signal("login_required")
    return signal(world.switches.web_logged_out, address)


def refuse(message: str, status: int = 400, **more: object) -> Refusal:
    """A refusal in a sentence."""
    return Refusal(status, {"message": message, "status": "fail"} | more)


def no_such_media() -> Refusal:
    """The publication does not exist, or is not for this viewer."""
    return refuse("Media not found or unavailable")


def no_such_user() -> Refusal:
    """Nobody has this number or name."""
    return refuse("User not found", 404)


SIGNALS: dict[Signal, tuple[int, dict[str, object]]] = {
    "please_wait": (401, {"message": WAIT, "require_login": True, "igweb_rollout": True}),
    "rate_limited": (429, {"message": "Too many requests. Try again later."}),
    "rate_limit_error": (400, {"message": "", "error_type": "rate_limit_error"}),
    "feedback_required": (
        400,
        {
            "message": "feedback_required",
            "spam": True,
            "feedback_title": "Try Again Later",
            "feedback_message": "We limit how often you can do certain things on Instagram to protect our community.",
            "feedback_url": "repute/report_problem/instagram_comment/",
            "feedback_appeal_label": "Tell us",
            "feedback_ignore_label": "OK",
            "feedback_action": "report_problem",
        },
    ),
    "challenge_required": (
        400,
        {
            "message": "challenge_required",
            "challenge": {
                "url": f"https://i.instagram.com{CHALLENGE_PATH}",
                "api_path": CHALLENGE_PATH,
                "hide_webview_header": True,
                "lock": True,
                "logout": False,
                "native_flow": True,
                "flow_render_type": 0,
            },
        },
    ),
    "checkpoint_required": (
        400,
        {
            "message": "checkpoint_required",
            "checkpoint_url": f"https://www.instagram.com{CHALLENGE_PATH}",
            "lock": True,
            "flow_render_type": 0,
        },
    ),
    "suspended": (
        400,
        {
            "message": "challenge_required",
            "challenge": {
                "url": "https://www.instagram.com/accounts/suspended/",
                "api_path": "/accounts/suspended/",
                "lock": True,
                "native_flow": False,
            },
        },
    ),
    "login_required": (
        403,
        {
            "message": "login_required",
            "error_title": "You've Been Logged Out",
            "error_body": "Please log back in.",
            "logout_reason": 2,
        },
    ),
    "sentry_block": (400, {"message": "", "error_type": "sentry_block"}),
    "not_found": (404, {"message": "Not found"}),
    "bad_request": (400, {"message": "execution error"}),
    "fail": (200, {"message": "Something went wrong."}),
}
