"""Publications and comments that were there before anybody looked: made in bulk, told to nobody."""

from collections.abc import Sequence
from itertools import cycle, islice

from autogram.sandbox.customers import person_id
from autogram.sandbox.documents import Account, Comment, Media
from autogram.sandbox.shortcodes import shortcode_of
from autogram.sandbox.unofficial.names import FIRST_NUMBER, generated_person
from autogram.sandbox.unofficial.relations import list_of
from autogram.sandbox.world import World

HOUR_SECONDS, MINUTE_SECONDS, COMMENTERS = 3_600, 60, 100
TEXTS = (
    "So beautiful!", "Love the light in this one ☀️", "Where was this taken?", "Wow 😍", "Saving this for later.",
    "My favourite so far.", "Großartig, mehr davon!", "정말 멋져요 👏", "The colours are perfect.", "Need to try that.",
    "How long did it take you?", "This made my day 💛", "Great work, as always.", "I was there last year!",
)  # fmt: skip


def post(world: World, account: Account, caption: str, kind: str, *, age_seconds: float) -> Media:
    """The owner published something with the phone some time ago."""
    key = world.new_id("media")
    media = Media(
        id=key,
        account_id=account.id,
        container_id="",
        kind=kind,
        parameters={"caption": caption} if caption else {},
        shortcode=shortcode_of(key),
        published_at=world.clock.now() - age_seconds,
        file_url=f"{world.public_url}/_sandbox/samples/sample.{'mp4' if kind == 'reel' else 'jpg'}",
    )
    world.add_media(media)
    return media


def posts(world: World, account: Account, caption: str, kind: str, count: int) -> list[Media]:
    """So many publications, an hour apart, the newest last; `{n}` in the caption is its number."""
    return [
        post(world, account, caption.replace("{n}", str(number)), kind, age_seconds=(count - number) * HOUR_SECONDS)
        for number in range(1, count + 1)
    ]


def comments(world: World, media: Media, count: int, usernames: Sequence[str] = ()) -> list[Comment]:
    """So many comments by these people in turn, else by followers, a minute apart, the newest last."""
    account = world.accounts.get(media.account_id)
    assert account is not None
    names = list(usernames) or _followers(world, account, min(count, COMMENTERS))
    written = []
    for number, username in enumerate(islice(cycle(names), count)):
        comment = Comment(
            id=world.new_id("comment"),
            media_id=media.id,
            from_id=person_id(world, account, username),
            username=username,
            text=TEXTS[number % len(TEXTS)],
            created_at=world.clock.now() - (count - number) * MINUTE_SECONDS,
        )
        world.add_comment(comment)
        written.append(comment)
    return written


def _followers(world: World, account: Account, count: int) -> list[str]:
    """Some followers; an account without any is commented on by strangers."""
    people, _ = list_of(world, account, "followers").page(None, count)
    strangers = (generated_person(FIRST_NUMBER + number) for number in range(count))
    return [person.username for person in people or strangers]
