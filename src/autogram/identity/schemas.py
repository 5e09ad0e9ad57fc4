"""What comes in and goes out over HTTP."""

import re
import unicodedata
from datetime import datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    AliasChoices,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
)

from autogram.identity.roles import Permission, Role, WorkspaceRole

_LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")


def email_address(value: str) -> str:
    """The one way we write an address: ASCII, lower case. Addresses inside a private network are fine."""
    local, _, domain = value.strip().rpartition("@")
    try:
        local, domain = local.lower(), domain.encode("idna").decode().lower()
    except UnicodeError:
        raise ValueError("is not an e-mail address") from None
    if len(local) > 64 or len(domain) > 189 or not _LOCAL_PART.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise ValueError("is not an e-mail address")
    return f"{local}@{domain}"


def _strong(value: SecretStr) -> SecretStr:
    password = value.get_secret_value()
    if not 8 <= len(password) <= 200:
        raise ValueError("must have 8 to 200 characters")
    if not any(map(str.isalpha, password)) or not any(map(str.isdigit, password)):
        raise ValueError("must have at least one letter and one digit")
    return value


def _writable(value: SecretStr) -> SecretStr:
    if any(unicodedata.category(char) == "Cs" for char in value.get_secret_value()):
        raise ValueError("must be text")
    return value


def _one_line(value: str) -> str:
    # Controls and lone surrogates cannot be stored or would break a mail; bidi overrides make a name lie.
    if any(unicodedata.category(char) in {"Cc", "Cs"} or char in "\u2028\u2029\u202d\u202e" for char in value):
        raise ValueError("must be one line of text")
    return value.strip()


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("must be an IANA time zone like Europe/Zurich")
    return value


def _nothing_for_blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Email = Annotated[str, Field(max_length=320, json_schema_extra={"format": "email"}), AfterValidator(email_address)]
GivenPassword = Annotated[SecretStr, Field(max_length=1000), AfterValidator(_writable)]
NewPassword = Annotated[
    SecretStr,
    Field(description="8 to 200 characters with at least one letter and one digit."),
    AfterValidator(_writable),
    AfterValidator(_strong),
]
Line = Annotated[str, Field(max_length=100), AfterValidator(_one_line), Field(min_length=1)]
FullName = Annotated[Line | None, BeforeValidator(_nothing_for_blank)]
TimeZoneName = Annotated[str, Field(max_length=64), AfterValidator(_time_zone)]
Locale = Annotated[str, Field(max_length=35, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", examples=["en", "de-CH"])]
Token = Annotated[SecretStr, Field(max_length=2000), AfterValidator(_writable)]


class Register(BaseModel):
    """A wish for an account. `invitation_token` lets an invited person in where registration is closed."""

    email: Email
    password: NewPassword
    full_name: FullName = Field(default=None, validation_alias=AliasChoices("full_name", "name"))
    invitation_token: Token | None = None


class SetupState(BaseModel):
    needed: bool = Field(description="Nobody has an account yet.")


class FirstAdmin(BaseModel):
    """Who is to be the first admin. `setup_key` stands in the link that was printed at the start."""

    email: Email
    password: NewPassword
    full_name: FullName = None
    setup_key: Token


class Registered(BaseModel):
    """The same for every address; `id` is an account's only if the address had none."""

    id: UUID
    email: str
    full_name: str | None
    is_active: bool = True
    is_verified: bool = False
    created_at: datetime
    instagram_connected: bool = False


class TokenGiven(BaseModel):
    token: Token


class RefreshGiven(BaseModel):
    refresh_token: Token


class LogOut(BaseModel):
    refresh_token: Token | None = None


class EmailGiven(BaseModel):
    email: Email


class PasswordReset(BaseModel):
    token: Token
    password: NewPassword


class PasswordChange(BaseModel):
    current_password: GivenPassword
    new_password: NewPassword


class PasswordGiven(BaseModel):
    password: GivenPassword


class UserRead(BaseModel):
    """A user, as they and the admins see them."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    email: str
    full_name: str | None
    timezone: str
    locale: str
    role: Role
    is_active: bool
    is_verified: bool
    created_at: datetime
    last_login_at: datetime | None


class ProfileRead(UserRead):
    """Oneself, in the workspace the request is about."""

    workspace_id: UUID
    permissions: list[Permission]
    instagram_connected: bool
    instagram_username: str | None


class ProfileUpdate(BaseModel):
    """Only what is given changes."""

    full_name: FullName = None
    timezone: TimeZoneName = "UTC"
    locale: Locale = "en"


class SignedInUser(BaseModel):
    id: UUID
    email: str
    full_name: str | None
    role: Role
    instagram_connected: bool


class TokensRead(BaseModel):
    """A fresh pair. `expires_in` is the access token's life in seconds; each refresh token works once."""

    access_token: str = Field(repr=False)
    refresh_token: str = Field(repr=False)
    token_type: str = "bearer"  # noqa: S105  the OAuth2 name
    expires_in: int
    refresh_expires_at: datetime


class SignedInRead(TokensRead):
    user: SignedInUser


class WorkspaceWrite(BaseModel):
    name: Line


class WorkspaceRead(BaseModel):
    """A workspace and what the asking user is in it."""

    id: UUID
    name: str
    role: WorkspaceRole
    is_personal: bool
    created_at: datetime


class MemberRead(BaseModel):
    user_id: UUID
    email: str
    full_name: str | None
    role: WorkspaceRole
    joined_at: datetime


class MemberUpdate(BaseModel):
    role: WorkspaceRole


class InvitationCreate(BaseModel):
    email: Email
    role: WorkspaceRole = WorkspaceRole.MEMBER


class InvitationRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    email: str
    role: WorkspaceRole
    expires_at: datetime
    created_at: datetime


class ApiKeyCreate(BaseModel):
    """Scopes are permissions, at most one's own."""

    name: Line
    scopes: list[Permission] = Field(min_length=1, max_length=len(Permission))
    expires_at: AwareDatetime | None = None


class ApiKeyRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    prefix: str = Field(description="The beginning of the key, to recognise it by.")
    workspace_id: UUID
    scopes: list[Permission]
    expires_at: datetime | None
    last_used_at: datetime | None
    created_at: datetime


class ApiKeyCreated(ApiKeyRead):
    """The only time the key itself is shown."""

    key: str = Field(repr=False)
