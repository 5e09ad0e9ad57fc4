"""The rules for the parameters of a new container, checked before anything is fetched."""

import re
from dataclasses import dataclass

from autogram.sandbox.documents import Account
from autogram.sandbox.graph.call import INSTAGRAM_GRAPH, Call
from autogram.sandbox.graph.errors import GraphError, bad_parameter
from autogram.sandbox.graph.params import Params
from autogram.sandbox.publishing.refusals import no_such_person, refuse

CAPTION_LIMIT, HASHTAG_LIMIT, MENTION_LIMIT = 2_200, 30, 20
ALT_TEXT_LIMIT, TAG_LIMIT, COLLABORATOR_LIMIT = 1_000, 20, 3
FACEBOOK_ONLY = ("branded_content_sponsor_ids", "is_paid_partnership", "product_tags", "audio_configuration")
NOT_ON_CHILDREN = ("caption", "location_id", "collaborators", "is_ai_generated")
GRADUATIONS = ("MANUAL", "SS_PERFORMANCE")


@dataclass(frozen=True)
class Kind:
    """What a container will become: its name in the switches, and which rules hold."""

    name: str
    is_video: bool = False
    is_story: bool = False
    is_child: bool = False

    @property
    def film_use(self) -> str:
        """Which video limits apply."""
        return "story" if self.is_story else self.name


def kind_of(params: Params) -> Kind:
    """Decide the kind from `media_type`, the URLs and `is_carousel_item`, or refuse the combination."""
    media_type = params.text("media_type").upper()
    is_child = params.flag("is_carousel_item")
    has_video = bool(params.text("video_url")) or params.text("upload_type") == "resumable"
    if media_type == "REELS" and not is_child:
        return Kind("reel", is_video=True)
    if media_type == "STORIES" and not is_child:
        return Kind("story_video" if has_video else "story_image", is_video=has_video, is_story=True)
    if media_type == "CAROUSEL" and not is_child:
        return Kind("carousel")
    if media_type == "VIDEO" and is_child:
        return Kind("video", is_video=True, is_child=True)
    if media_type == "VIDEO":
        raise refuse_media_type("VIDEO", "Publishing a VIDEO in the feed is gone since November 2023: use REELS.")
    if media_type in ("", "IMAGE") and not has_video:
        return Kind("image", is_child=is_child)
    if media_type == "":
        raise bad_parameter("The parameter image_url is required.")
    raise refuse_media_type(media_type)


def refuse_media_type(media_type: str, message: str = "") -> GraphError:
    """The error for a media type that does not exist here."""
    error = refuse(2207023, media_type)
    error.message = message or error.message
    return error


def check_parameters(call: Call, kind: Kind) -> None:
    """Refuse what the reference forbids for this kind of container."""
    _check_host(call)
    if kind.is_child:
        for name in NOT_ON_CHILDREN:
            if name in call.params:
                raise bad_parameter(f"Param {name} is not supported for carousel items")
    if kind.is_story and "collaborators" in call.params:
        raise bad_parameter("Param collaborators is not supported for stories")
    check_caption(call.params.text("caption"))
    _check_alt_text(call.params, kind)
    _check_user_tags(call, kind)
    _check_collaborators(call)
    _check_location(call.params)
    if kind.name == "reel":
        _check_trial(call)


def check_caption(caption: str) -> None:
    """Refuse a caption that is too long or has too many hashtags or mentions."""
    hashtags = len(re.findall(r"#\w", caption))
    mentions = len(re.findall(r"(?<!\w)@\w", caption))
    if len(caption) > CAPTION_LIMIT or hashtags > HASHTAG_LIMIT or mentions > MENTION_LIMIT:
        raise refuse(2207010)


def _check_host(call: Call) -> None:
    if call.host == INSTAGRAM_GRAPH:
        for name in FACEBOOK_ONLY:
            if name in call.params:
                raise bad_parameter(f"{name} is not a supported parameter for the Content Publishing API")


def _check_alt_text(params: Params, kind: Kind) -> None:
    if "alt_text" not in params:
        return
    if kind.name != "image":
        raise bad_parameter("Param alt_text is only supported for images")
    if len(params.text("alt_text")) > ALT_TEXT_LIMIT:
        raise bad_parameter(f"Param alt_text must be at most {ALT_TEXT_LIMIT} characters")


def _check_user_tags(call: Call, kind: Kind) -> None:
    tags = call.params.json("user_tags")
    if tags is None:
        return
    if not isinstance(tags, list) or not all(isinstance(tag, dict) and tag.get("username") for tag in tags):
        raise bad_parameter("Param user_tags must be an array of objects with a username")
    if len(tags) > TAG_LIMIT:
        raise refuse(2207040, TAG_LIMIT)
    for tag in tags:
        _check_tag_position(tag, kind)
        _check_person(call, str(tag["username"]))


def _check_tag_position(tag: dict[str, object], kind: Kind) -> None:
    positions = [tag[axis] for axis in ("x", "y") if axis in tag]
    if positions and kind.is_video and not kind.is_story:
        raise refuse(2207064)
    if len(positions) < 2 and not kind.is_video and not kind.is_story:
        raise bad_parameter("Param user_tags needs x and y for photos")
    if not all(isinstance(value, int | float) and 0 <= value <= 1 for value in positions):
        raise bad_parameter("Param user_tags: x and y must be between 0 and 1")


def _check_collaborators(call: Call) -> None:
    names = call.params.names("collaborators")
    if len(names) > COLLABORATOR_LIMIT:
        raise bad_parameter(f"Param collaborators can hold at most {COLLABORATOR_LIMIT} usernames")
    for name in names:
        _check_person(call, name)


def _check_person(call: Call, username: str) -> None:
    if username.lstrip("@").lower() in call.world.switches.refused_usernames:
        raise no_such_person()


def _check_location(params: Params) -> None:
    if "location_id" in params and not params.text("location_id").isdigit():
        raise bad_parameter("INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID")


def _check_trial(call: Call) -> None:
    trial = call.params.json("trial_params")
    if trial is None:
        return
    if not isinstance(trial, dict) or trial.get("graduation_strategy") not in GRADUATIONS:
        raise bad_parameter(f"Param trial_params[graduation_strategy] must be one of {{{', '.join(GRADUATIONS)}}}")
    account: Account = call.account
    if account.followers_count < call.world.switches.trial_reels_min_followers:
        raise refuse(2207081)
