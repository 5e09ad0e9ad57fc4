"""What a row becomes, and what is wrong with it; nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.schemas import AccountStatus
from autogram.accounts.service import AccountBrief
from autogram.content import service as content
from autogram.core.errors import FieldError, InvalidInput
from autogram.publishing import queries, validation
from autogram.publishing.imports.columns import hashtags_of, moment_of, words_of
from autogram.publishing.models import Post, PostType
from autogram.publishing.schemas import PostCreate
from autogram.publishing.wallclock import resolve

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What rows can name: accounts by name and id, media by address and id, campaigns by id."""

    time_zone: str
    default: AccountBrief | None
    accounts: dict[str, AccountBrief]
    media: dict[str, content.MediaItem]
    campaigns: set[str]


async def known_to(
    session: AsyncSession, workspace_id: UUID, rows: Sequence[Cells], *, account_id: UUID | None, time_zone: str
) -> Known:
    """Everything that the rows name and that is there, looked up in one go. Raises `AccountNotFound`."""
    connected = await accounts.connected_accounts(session, workspace_id)
    named = {key: account for account in connected for key in (account.username.casefold(), str(account.id))}
    default = connected[0] if len(connected) == 1 else None
    if account_id is not None:
        default = await accounts.account_brief(session, account_id, workspace_id=workspace_id)
    words = {word for row in rows for word in words_of(row.get("media", ""))}
    ids = {found for word in words if (found := _id_of(word))}
    items = await content.find_media(session, workspace_id, list(ids)) if ids else {}
    by_url = await content.find_by_url(session, workspace_id, words) if words else {}
    campaigns = {row["campaign"].casefold() for row in rows if "campaign" in row}
    there = {text for text in campaigns if (found := _id_of(text)) and await _is_there(session, workspace_id, found)}
    return Known(time_zone, default, named, {str(i): item for i, item in items.items()} | by_url, there)


def wish_of(row: Cells, known: Known) -> tuple[PostCreate | None, list[FieldError]]:
    """The post that the row describes; none, and everything that is wrong, if it cannot become one."""
    faults: list[FieldError] = []
    moment, fault = moment_of(row)
    faults += [fault] if fault else []
    account, fault = _account(row, known)
    faults += [fault] if fault else []
    items, missing = _media(row, known)
    faults += missing
    if "campaign" in row and row["campaign"].casefold() not in known.campaigns:
        faults.append(FieldError("campaign", "there is no campaign with this id"))
    if faults:
        return None, faults
    try:
        wish = PostCreate.model_validate(_fields(row, items) | {"account_id": account.id if account else None})
        if moment is not None:
            wish = wish.model_copy(update={"scheduled_time": moment, "time_zone": known.time_zone})
            resolve(moment, known.time_zone)
    except ValidationError as error:
        return None, [FieldError(str(e["loc"][0]) if e["loc"] else "row", e["msg"]) for e in error.errors()]
    except InvalidInput as error:
        return None, [FieldError("scheduled_time", str(error.detail).partition(": ")[2])]
    found = validation.faults(_post(wish), wish.media, {item.id: item for item in items}, complete=moment is not None)
    if moment is not None and account is not None and not account.may_publish:
        found.append(FieldError("account", f"@{account.username} was connected without the permission to publish"))
    return (None, found) if found else (wish, [])


def _account(row: Cells, known: Known) -> tuple[AccountBrief | None, FieldError | None]:
    name = row.get("account", "").removeprefix("@").casefold()
    account = known.accounts.get(name) if name else known.default
    if account is None:
        return None, FieldError(
            "account", "is not connected" if name else "say for which account: several, or none, are connected"
        )
    if account.status is AccountStatus.DISCONNECTED:
        return None, FieldError("account", f"@{account.username} is disconnected")
    return account, None


def _media(row: Cells, known: Known) -> tuple[list[content.MediaItem], list[FieldError]]:
    words = words_of(row.get("media", ""))
    missing = [word for word in words if word not in known.media]
    message = "is not in the media library; upload the file first, then use its address or id"
    return (
        [known.media[word] for word in words if word in known.media],
        [FieldError("media", f"“{word[:80]}” {message}") for word in missing],
    )


def _fields(row: Cells, items: Sequence[content.MediaItem]) -> dict[str, Any]:
    media: list[dict[str, Any]] = [{"media_id": item.id} for item in items]
    if media and "alt_text" in row:
        media[0]["alt_text"] = row["alt_text"]
    return {
        "post_type": row["post_type"].casefold() if "post_type" in row else _usual_type(items),
        "caption": row.get("caption", ""),
        "hashtags": hashtags_of(row.get("hashtags", "")),
        "media": media,
        "first_comment": row.get("first_comment"),
        "location_id": row.get("location_id"),
        "collaborators": [name.removeprefix("@") for name in words_of(row.get("collaborators", ""))],
        "campaign_id": row.get("campaign"),
    }


def _usual_type(items: Sequence[content.MediaItem]) -> PostType:
    if len(items) > 1:
        return PostType.CAROUSEL
    return PostType.REEL if items and items[0].kind == "video" else PostType.PHOTO


def _post(wish: PostCreate) -> Post:
    """The post only to be looked at."""
    names = ("caption", "hashtags", "collaborators", "location_id", "first_comment", "post_type")
    return Post(cover_media_id=None, thumb_offset_ms=None, **{name: getattr(wish, name) for name in names})


async def _is_there(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> bool:
    return await queries.campaign_exists(session, workspace_id, campaign_id)


def _id_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
