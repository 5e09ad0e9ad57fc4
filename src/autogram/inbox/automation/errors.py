"""What can be wrong with rules."""

from autogram.core.errors import Conflict, NotFound


class RuleNotFound(NotFound):
    title = "Rule not found"


class TooManyRules(Conflict):
    """An account has at most a hundred rules; delete or join some."""

    title = "The account has as many rules as it may"


class RuleWithoutWebhook(Conflict):
    """Only a rule that calls a webhook has a secret for its signatures."""

    title = "The rule calls no webhook"
