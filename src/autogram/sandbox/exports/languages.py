"""How labels and dates are written in the owner's language."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from autogram.sandbox.exports.kinds import Language

# Pages show every date eight hours behind UTC, wherever the owner lives.
CLOCK = timedelta(hours=-8)


class Words(NamedTuple):
    """Labels, months and halves of the day, and where a date has them."""

    name: str
    username: str
    months: str
    halves: tuple[str, str]
    date: str = "{month} {day:02}, {year} {twelve}:{minute:02} {half}"

    def written(self, seconds: int) -> str:
        """A moment to the minute, on the clock of the pages."""
        moment = datetime.fromtimestamp(seconds, UTC) + CLOCK
        return self.date.format(
            month=self.months.split()[moment.month - 1],
            number=moment.month,
            day=moment.day,
            year=moment.year,
            twelve=moment.hour % 12 or 12,
            minute=moment.minute,
            half=self.halves[moment.hour >= 12],
        )


WORDS: dict[Language, Words] = {
    "en": Words("Name", "Username", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", ("am", "pm")),
    "pt": Words(
        "Nome",
        "Nome de usuário",
        "jan fev mar abr mai jun jul ago set out nov dez",
        ("da manhã", "da tarde"),
    ),
    "ko": Words(
        "이름",
        "사용자 이름",
        "1 2 3 4 5 6 7 8 9 10 11 12",
        ("오전", "오후"),
        "{year}년 {number}월 {day}일 {half} {twelve}:{minute:02}",
    ),
}
