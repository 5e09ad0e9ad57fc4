"""What follows by itself when members do not do their part: the rules that a community's admins set."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, model_validator

MOST_RULES, LONGEST_WEEKS = 20, 12


class Omission(StrEnum):
    """What a rule looks at."""

    MISSED_COMMENTS = "missed_comments"
    NO_UPLOADS = "no_uploads"
    NO_COMMENTS = "no_comments"


class Consequence(StrEnum):
    """What it brings about."""

    WARN = "warn"
    SUSPEND = "suspend"


class Rule(BaseModel):
    """What happens to a member, and when. It looks at the verified week and the ones before it, `weeks` in all.

    - `missed_comments`: `at_least` comments are proven to be missing in these weeks together.
    - `no_comments`: in each of these weeks everything that the member was to comment on, and that was
      `at_least` something, is proven to be missing.
    - `no_uploads`: in each of these weeks the member asked for comments on fewer than `at_least` posts.

    What could not be told counts for nobody's harm.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    when: Omission
    at_least: Annotated[int, Field(ge=1, le=100)] = 1
    weeks: Annotated[int, Field(ge=1, le=LONGEST_WEEKS)] = 1
    then: Consequence

    @property
    def name(self) -> str:
        """The same for the same rule; under this name it speaks of a member once a week."""
        return f"{self.when}:{self.at_least}:{self.weeks}:{self.then}"

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        if self.when is Omission.NO_UPLOADS and self.at_least > 20:
            raise ValueError("at_least: nobody asks for comments on more than 20 posts a week")
        return self


def _different(rules: list[Rule]) -> list[Rule]:
    if len(set(rules)) < len(rules):
        raise ValueError("has the same rule twice")
    return rules


Rules = Annotated[list[Rule], Field(max_length=MOST_RULES), AfterValidator(_different)]
"""A community's rules, as its settings take them; stored as JSON in `Community.rules`."""

_STORED: TypeAdapter[list[Rule]] = TypeAdapter(Rules)


def read_rules(stored: list[object]) -> list[Rule]:
    """The rules as they stand in the community's row."""
    return _STORED.validate_python(stored)
