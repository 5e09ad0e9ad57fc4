"""The calendar: weekly slots and the next free one, and calendars that other programs subscribe to."""
