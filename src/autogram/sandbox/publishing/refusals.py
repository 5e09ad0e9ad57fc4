"""The publishing errors of Instagram's reference, by subcode."""

from typing import NamedTuple

from autogram.sandbox.graph.errors import GraphError


class Refusal(NamedTuple):
    """A line of the reference: code, message, title and what people read."""

    code: int
    message: str
    title: str
    text: str
    is_transient: bool = False


INVALID = "Invalid parameter"
# https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes
REFUSALS = {
    2207001: Refusal(
        -1, "Instagram server error", "Instagram server error", "Instagram server error. Try again.", True
    ),
    2207003: Refusal(-2, "Timeout", "Media download timed out", "It takes too long to download the media.", True),
    2207004: Refusal(
        36000,
        "The image size is too large.",
        "Image too large",
        "The image is too large to download. It should be less than 8 MiB.",
    ),
    2207005: Refusal(
        36001,
        "The image format is not supported.",
        "Unsupported format",
        "The image format is not supported. Supported formats are: JPEG.",
    ),
    2207006: Refusal(
        24,
        "The requested resource does not exist",
        "Media not found",
        "The media with {detail} cannot be found. The permission may be missing or the token expired.",
    ),
    2207008: Refusal(
        24,
        "The requested resource does not exist",
        "Media builder not found",
        "The media builder with creation id = {detail} does not exist or has been expired.",
    ),
    2207009: Refusal(
        36003,
        "The aspect ratio is not supported.",
        "Invalid aspect ratio",
        "The submitted image with aspect ratio ('{detail}',) cannot be published. "
        "Please submit an image with a valid aspect ratio.",
    ),
    2207010: Refusal(
        36004,
        "The caption was too long",
        "Caption too long",
        "The caption was too long. Maximum allowed 2,200 characters, 30 hashtags and 20 @ tags.",
    ),
    2207020: Refusal(
        -2,
        "The media is expired",
        "Media expired",
        "The media you are trying to access has expired. Please try to upload again.",
    ),
    2207023: Refusal(100, INVALID, "Unknown media type", "The media type {detail} is unknown."),
    2207026: Refusal(
        352,
        "The video file you selected is in a format that we don't support.",
        "Unsupported video format",
        "The video format is not supported. Please check spec for supported {detail} format.",
    ),
    2207027: Refusal(
        9007,
        "Media ID is not available",
        "Media not ready",
        "The media is not ready for publishing, please wait a moment",
    ),
    2207028: Refusal(
        100,
        INVALID,
        "Carousel Validation Failed",
        "Your post won't work as a carousel. Carousels need at least 2 photos/videos and no more than 10 photos/videos."
        " Please try again.",
    ),
    2207032: Refusal(
        -1,
        "Failed to create a media container",
        "Create media fail",
        "Failed to create a media container. Please try to recreate it.",
        True,
    ),
    2207040: Refusal(100, INVALID, "Too many tags", "Cannot use more than {detail} tags per created media."),
    2207042: Refusal(
        9,
        "Application request limit reached",
        "Publishing limit reached",
        "You reached maximum number of posts that is allowed to be published by Content Publishing API.",
    ),
    2207050: Refusal(
        25, "The Instagram account is restricted", "Account restricted", "The Instagram account is restricted."
    ),
    2207051: Refusal(
        4,
        "Application request limit reached",
        "Action blocked",
        "We restrict certain activity to protect our community. Tell us if you think we made a mistake.",
    ),
    2207052: Refusal(
        9004,
        "Only photo or video can be accepted as media type.",
        "Media download has failed",
        "The media could not be fetched from this URI: {detail}",
    ),
    2207053: Refusal(
        -1, "Unknown upload error", "Unknown upload error", "Unknown error. Please upload the video again."
    ),
    2207057: Refusal(
        1,
        INVALID,
        "Invalid thumbnail offset",
        "Thumbnail offset must be greater than or equal to 0 and less than video duration, i.e. {detail}",
    ),
    2207064: Refusal(100, INVALID, "Invalid user tags", "Tag positions are not supported for videos."),
    2207077: Refusal(-1, "The video could not be downloaded", "Video download failed", "The video download failed."),
    2207081: Refusal(
        10,
        "Application does not have permission for this action",
        "Not eligible for trial reels",
        "This account is not eligible to publish trial reels.",
    ),
    2207082: Refusal(
        -1, "Media upload has failed", "Media upload failed", "The upload failed. Please try again.", True
    ),
}


def refuse(subcode: int, detail: object = "") -> GraphError:
    """Make the error of a subcode, with the value its text names."""
    found = REFUSALS.get(subcode) or Refusal(-1, "Unknown upload error", "Unknown upload error", "Unknown error.")
    return GraphError(
        found.code,
        found.message,
        subcode=subcode,
        # The codes 1 and 4 mean something else elsewhere; in publishing all refusals are plain 400s.
        status=400,
        title=found.title,
        user_message=found.text.format(detail=detail),
        is_transient=found.is_transient,
    )


def no_such_person() -> GraphError:
    """A tagged or collaborating account is private or missing; this says nothing about the token."""
    return GraphError(110, "Invalid user id", title="Invalid user id", user_message="The user id is not valid.")
