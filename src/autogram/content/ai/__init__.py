"""The configured language model, asked through one door: recorded, timed, and with clear errors."""
