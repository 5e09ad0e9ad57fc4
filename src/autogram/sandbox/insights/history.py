"""Months an account has behind it: publications with pictures, comments and likes, made in a moment."""

from urllib.parse import quote

from autogram.sandbox.documents import Account, Media
from autogram.sandbox.insights.growth import chance, figure
from autogram.sandbox.shortcodes import shortcode_of
from autogram.sandbox.unofficial import posting
from autogram.sandbox.world import DAY_SECONDS, World

WEEK_SECONDS = 7 * DAY_SECONDS
HOURS = (7, 9, 12, 15, 18, 19, 20)
KINDS = ("image", "image", "carousel", "reel")
COMMENTED_SHARE, MOST_COMMENTS = 0.004, 12
SUBJECTS = (
    ("morning light", "First light, first batch. What do you start your day with?", "#morning #goodday"),
    ("behind the scenes", "Nobody sees this part. It is our favourite.", "#behindthescenes #handmade"),
    ("new this week", "New this week, and gone before you know it.", "#new #limited"),
    ("a small detail", "It is the small things. Swipe for the whole picture.", "#details #craft"),
    ("the whole team", "Six people, one table, a lot of laughter.", "#team #smallbusiness"),
    ("by the harbour", "The view never gets old.", "#harbour #view"),
    ("how it is made", "From the idea to the thing itself in thirty seconds.", "#howitsmade #process"),
    ("weekend", "Slow weekend. See you on Saturday?", "#weekend #slow"),
)


def add_history(world: World, account: Account, *, days: int, posts_per_week: int, subject: str = "") -> list[Media]:
    """So many publications a week for so many days until now, the oldest first; told to nobody.

    They follow from the account, so a new sandbox gets the same ones. Carousels have two pictures each.
    """
    now = world.clock.now()
    step = WEEK_SECONDS / posts_per_week
    moments = [_at_good_hour(account, now - number * step) for number in range(int(days * DAY_SECONDS / step), 0, -1)]
    return [_published(world, account, number, at, subject) for number, at in enumerate(moments) if at < now]


def _published(world: World, account: Account, number: int, at: float, subject: str) -> Media:
    words, caption, tags = SUBJECTS[int(chance(account.id, "subject", str(number)) * len(SUBJECTS))]
    kind = KINDS[int(chance(account.id, "kind", str(number)) * len(KINDS))]
    title = f"{subject} {words}".strip()
    media = _media(world, account, kind, at, f"{title} {number}", caption=f"{caption} {tags}")
    if kind == "carousel":
        media.children = [
            _media(world, account, "image", at, f"{title} {number} {part}", parent_id=media.id).id for part in (1, 2)
        ]
        world.media.put(media)
    now = world.clock.now()
    wanted = min(MOST_COMMENTS, round(COMMENTED_SHARE * figure(world, media, "reach", now)))
    if wanted:
        written = posting.comments(world, media, wanted)
        for position, comment in enumerate(written):
            comment.created_at = min(now, at + (position + 1) ** 2 * 900)
            world.comments.put(comment)
    media.like_count = int(figure(world, media, "likes", now))
    world.media.put(media)
    return media


def _media(
    world: World, account: Account, kind: str, at: float, title: str, *, caption: str = "", parent_id: str | None = None
) -> Media:
    key = world.new_id("media")
    address = f"{world.public_url}/_sandbox/pictures/{quote(title)}.jpg"
    film = f"{world.public_url}/_sandbox/samples/sample.mp4"
    media = Media(
        id=key,
        account_id=account.id,
        container_id="",
        kind=kind,
        parameters={"caption": caption} if caption else {},
        shortcode=shortcode_of(key),
        published_at=at,
        file_url=film if kind == "reel" else address,
        parent_id=parent_id,
    )
    world.add_media(media)
    return media


def _at_good_hour(account: Account, at: float) -> float:
    day = at - at % DAY_SECONDS
    hour = HOURS[int(chance(account.id, "hour", str(int(day))) * len(HOURS))]
    return day + hour * 3_600 + 60 * int(30 * chance(account.id, "minute", str(int(day))))
