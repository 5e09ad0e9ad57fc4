"""Reading an account's lists with its owner's session: a queue of jobs that go page by page and can be killed."""
