"""What can be done with helpers; the face other parts use."""

from autogram.exchange.helpers.service.adding import add_helper, log_in_again
from autogram.exchange.helpers.service.keeping import (
    change_helper,
    delete_helper,
    get_helper,
    helper_by_number,
    list_helpers,
    list_numbered,
)
from autogram.exchange.helpers.service.lending import borrow_helper
from autogram.exchange.helpers.service.official import official_reader
from autogram.exchange.helpers.service.wellbeing import check_helper, end_rests

__all__ = [
    "add_helper",
    "borrow_helper",
    "change_helper",
    "check_helper",
    "delete_helper",
    "end_rests",
    "get_helper",
    "helper_by_number",
    "list_helpers",
    "list_numbered",
    "log_in_again",
    "official_reader",
]
