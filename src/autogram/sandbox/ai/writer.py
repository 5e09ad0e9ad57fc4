"""The writer: sentences from templates around the words of the prompt."""

from autogram.sandbox.ai.topic import Topic

OPENINGS = (
    "Some days are made for {0}.",
    "Let us talk about {0}.",
    "A small moment with {0}, and a big smile.",
    "Fresh from today: {0}.",
    "This is what {0} looks like up close.",
    "Behind every {0} there is a story.",
    "Guess who has been thinking about {0} all morning.",
    "Here it is: {0}.",
)
MIDDLES = (
    "We took our time with it, and you can tell.",
    "Add {1} and you have the whole picture.",
    "It started with {1} and grew from there.",
    "Made with care, shared with joy.",
    "The secret is {1}, and a little patience.",
    "Nothing fancy, just {1} done well.",
    "You asked for it, so we went ahead.",
    "It goes best with {1} and good company.",
)
CLOSINGS = (
    "What would you add?",
    "Save this for later.",
    "Come by and see for yourself.",
    "Tell us in the comments.",
    "Who would you share it with?",
    "More tomorrow.",
    "Tag someone who needs this.",
    "See you soon!",
)


def sentence(topic: Topic, salt: int = 0) -> str:
    """One sentence about the topic."""
    words = _two(topic, salt)
    return topic.pick(OPENINGS if salt % 2 == 0 else MIDDLES, salt).format(*words)


def text(topic: Topic, salt: int = 0) -> str:
    """A short text: an opening, something about it, a way to answer."""
    words = _two(topic, salt)
    parts = (topic.pick(OPENINGS, salt), topic.pick(MIDDLES, salt + 1), topic.pick(CLOSINGS, salt + 2))
    return " ".join(part.format(*words) for part in parts)


def title(topic: Topic, salt: int = 0) -> str:
    """A few words."""
    first, second = _two(topic, salt)
    return f"{first.capitalize()} and {second}" if first != second else first.capitalize()


def word(topic: Topic, salt: int = 0) -> str:
    """One word of the topic; after the last comes the first again, with a number."""
    round_, position = divmod(salt, len(topic.words))
    return f"{topic.words[position]}{round_ + 1 if round_ else ''}"


def _two(topic: Topic, salt: int) -> tuple[str, str]:
    return topic.words[salt % len(topic.words)], topic.words[(salt + 1) % len(topic.words)]
