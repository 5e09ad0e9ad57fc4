"""Rules to begin with."""

from typing import Any

from autogram.inbox.automation.schemas import RuleContent, Template, TemplateList

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
_OFFICE: dict[str, Any] = {
    "time_zone": "UTC",
    **{day: [{"from": "09:00", "to": "17:00"}] for day in _WEEKDAYS},
}

_RULES: dict[str, tuple[str, dict[str, Any]]] = {
    "welcome": (
        "Greet whoever writes for the first time, with buttons to choose from.",
        {
            "name": "Welcome",
            "trigger": {"type": "first_message"},
            "actions": [
                {
                    "type": "send_text",
                    "texts": ["Hello {{first_name|there}}, thank you for writing! What is it about?"],
                    "quick_replies": [
                        {"title": "Prices", "payload": "PRICES"},
                        {"title": "My order", "payload": "ORDER"},
                        {"title": "Something else", "payload": "OTHER"},
                    ],
                }
            ],
        },
    ),
    "prices": (
        "Answer questions about prices.",
        {
            "name": "Prices",
            "trigger": {"type": "message_keyword", "any": ["price", "prices", "how much", "cost"]},
            "actions": [
                {"type": "send_text", "texts": ["You find all our prices at https://example.com/prices"]},
                {"type": "add_label", "label": "asked for prices"},
            ],
        },
    ),
    "closed": (
        "Say when you are back, outside of your hours.",
        {
            "name": "We are closed",
            "trigger": {"type": "outside_hours", "hours": _OFFICE},
            "actions": [{"type": "send_text", "texts": ["Thank you! We read this from Monday to Friday, 9 to 17."]}],
            "cooldown_seconds": 43_200,
        },
    ),
    "comment_to_message": (
        "Send a link to whoever comments a word, and say so below the comment.",
        {
            "name": "Link for a comment",
            "trigger": {"type": "comment_keyword", "any": ["link", "info"]},
            "actions": [
                {"type": "private_reply", "texts": ["Here it is: https://example.com"]},
                {
                    "type": "public_reply",
                    "texts": ["You have a message 📩", "Just sent it to you!", "Look at your DMs"],
                },
            ],
        },
    ),
    "story_mention": (
        "Thank whoever mentions you in a story.",
        {
            "name": "Thanks for the mention",
            "trigger": {"type": "story_mention"},
            "actions": [{"type": "send_text", "texts": ["Thank you for mentioning us, {{first_name|friend}}! ❤️"]}],
            "cooldown_seconds": 86_400,
        },
    ),
    "suggest": (
        "Have the model suggest an answer to every message; you decide whether to send it.",
        {
            "name": "Suggest an answer",
            "trigger": {"type": "any_message"},
            "actions": [{"type": "ai_suggestion", "instructions": "We sell hand-made pottery. Be short and friendly."}],
            "is_final": False,
            "cooldown_seconds": 0,
        },
    ),
}


def templates() -> TemplateList:
    """Each can be sent to `POST /rules` with an account, after changing what it says."""
    made = [
        Template(key=key, description=words, rule=RuleContent.model_validate(rule))
        for key, (words, rule) in _RULES.items()
    ]
    return TemplateList(items=made)
