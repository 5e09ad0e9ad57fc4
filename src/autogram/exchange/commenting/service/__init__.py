"""Use cases of consumers, producers and their comments."""

from autogram.exchange.commenting.service.administering import (
    approve_producer,
    delete_producer,
    list_producers,
    pause_producer,
    resume_producer,
    set_budget,
)
from autogram.exchange.commenting.service.consumers import (
    approve_consumer,
    consumer_by_secret,
    deactivate_consumer,
    delete_consumer,
    leave_as_consumer,
    list_consumers,
    register_consumer,
)
from autogram.exchange.commenting.service.deciding import decide, decide_by_secret, look_again, try_again
from autogram.exchange.commenting.service.limits import spend_for_address, spend_for_visit
from autogram.exchange.commenting.service.numbered import (
    consumers_window,
    numbered_consumer,
    numbered_producer,
    producers_window,
)
from autogram.exchange.commenting.service.outcome import give_up_sending
from autogram.exchange.commenting.service.producers import (
    change_producer,
    leave_as_producer,
    producer_by_secret,
    register_producer,
    renew_session,
)
from autogram.exchange.commenting.service.reading import (
    comments_as_csv,
    comments_of_secret,
    count_waiting,
    list_comments,
    list_runs,
    read_run,
)
from autogram.exchange.commenting.service.running import start_due, start_run
from autogram.exchange.commenting.service.sending import send
from autogram.exchange.commenting.service.stopping import read_state, resume_comments, stop_comments
from autogram.exchange.commenting.service.watching import watch
from autogram.exchange.commenting.service.writing import give_up, take_turn

__all__ = [
    "approve_consumer",
    "approve_producer",
    "change_producer",
    "comments_as_csv",
    "comments_of_secret",
    "consumer_by_secret",
    "consumers_window",
    "count_waiting",
    "deactivate_consumer",
    "decide",
    "decide_by_secret",
    "delete_consumer",
    "delete_producer",
    "give_up",
    "give_up_sending",
    "leave_as_consumer",
    "leave_as_producer",
    "list_comments",
    "list_consumers",
    "list_producers",
    "list_runs",
    "look_again",
    "numbered_consumer",
    "numbered_producer",
    "pause_producer",
    "producer_by_secret",
    "producers_window",
    "read_run",
    "read_state",
    "register_consumer",
    "register_producer",
    "renew_session",
    "resume_comments",
    "resume_producer",
    "send",
    "set_budget",
    "spend_for_address",
    "spend_for_visit",
    "start_due",
    "start_run",
    "stop_comments",
    "take_turn",
    "try_again",
    "watch",
]
