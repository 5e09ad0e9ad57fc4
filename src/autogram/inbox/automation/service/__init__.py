"""What can be done with rules and their log."""

from autogram.inbox.automation.service.log import forget_old_decisions, list_decisions, statistics
from autogram.inbox.automation.service.rehearsing import rehearse
from autogram.inbox.automation.service.rules import (
    create_rule,
    delete_rule,
    list_rules,
    order_rules,
    read_rule,
    renew_secret,
    switch_rule,
    update_rule,
)
from autogram.inbox.automation.service.templates import templates

__all__ = [
    "create_rule",
    "delete_rule",
    "forget_old_decisions",
    "list_decisions",
    "list_rules",
    "order_rules",
    "read_rule",
    "rehearse",
    "renew_secret",
    "statistics",
    "switch_rule",
    "templates",
    "update_rule",
]
