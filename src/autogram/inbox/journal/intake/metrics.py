"""What came to the webhook, counted by this process."""

from prometheus_client import Counter

_DELIVERIES = Counter(
    "autogram_webhook_deliveries_total", "Deliveries to the webhook by what became of them.", ["result"]
)
KEPT = _DELIVERIES.labels("kept")
REFUSED = _DELIVERIES.labels("refused")
NOT_KEPT = _DELIVERIES.labels("not_kept")
