"""What can come of asking a model."""

from autogram.core.errors import Conflict, TooManyRequests, UpstreamFailed


class AiNotConfigured(Conflict):
    """Set OPENAI_API_KEY, or OPENAI_BASE_URL for a model of your own."""

    title = "No model is configured"


class AiRefused(UpstreamFailed):
    """The key, the model's name or the question was not accepted; asking again as it is cannot help."""

    title = "The model refused"


class AiNotAnswering(UpstreamFailed):
    """The server could not be reached or failed; nothing is wrong with the question."""

    title = "The model does not answer"


class AiTimedOut(UpstreamFailed):
    """Nothing came within OPENAI_TIMEOUT_SECONDS."""

    status, title = 504, "The model took too long"


class AiRateLimited(TooManyRequests):
    """The model's server wants fewer questions, or its credit is used up."""

    title = "The model is asked too often"


class AiAnswerUnusable(UpstreamFailed):
    """There is an answer, but no text in it: empty, cut off in the middle, or not in the expected form."""

    title = "The model's answer cannot be used"


class AiBudgetSpent(Conflict):
    """The workspace's budget for this month does not cover the question; nothing was asked."""

    title = "The month's AI budget is spent"
