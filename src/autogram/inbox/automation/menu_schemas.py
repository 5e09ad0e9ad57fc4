"""Ice breakers and the persistent menu as the API takes and shows them."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator


def _text(most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most)


# https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api/persistent-menu
Payload = Annotated[
    str, _text(1000), Field(description="Comes back when it is tapped; rules of the postback kind see it.")
]


class IceBreaker(BaseModel):
    """A question that people can tap instead of writing one."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    question: Annotated[str, _text(80)]
    payload: Payload


class IceBreakers(BaseModel):
    """The questions, in their order; Instagram shows at most four."""

    model_config = ConfigDict(extra="forbid")

    questions: list[IceBreaker] = Field(min_length=1, max_length=4)


class MenuItem(BaseModel):
    """An entry that sends a `payload` back to us, or opens a `url`."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    title: Annotated[str, _text(30)]
    payload: Payload | None = None
    url: Annotated[str, Field(max_length=2000, pattern=r"^https?://\S+$")] | None = None

    @model_validator(mode="after")
    def _does_one_thing(self) -> Self:
        if (self.payload is None) == (self.url is None):
            raise ValueError("needs either a payload or a url")
        return self


class PersistentMenu(BaseModel):
    """The entries, in their order, at most five."""

    model_config = ConfigDict(extra="forbid")

    items: list[MenuItem] = Field(min_length=1, max_length=5)


class ShownIceBreaker(BaseModel):
    """A question as Instagram has it."""

    model_config = ConfigDict(from_attributes=True)

    question: str
    payload: str


class ShownIceBreakers(BaseModel):
    """The questions as Instagram has them."""

    questions: list[ShownIceBreaker]


class ShownMenuItem(BaseModel):
    """A menu entry as Instagram has it."""

    model_config = ConfigDict(from_attributes=True)

    title: str
    payload: str | None
    url: str | None


class ShownMenu(BaseModel):
    """The menu as Instagram has it."""

    items: list[ShownMenuItem]
