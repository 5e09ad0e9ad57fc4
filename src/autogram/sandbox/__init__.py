"""An offline Instagram: official API, people, mailbox and faults; imports nothing of the product."""
