"""Work that happens outside a request: typed messages, enqueued in the transaction that causes them."""
