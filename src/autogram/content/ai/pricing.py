"""What an answer costs, where that is publicly known."""

from decimal import Decimal
from urllib.parse import urlsplit

OPENAI_URL = "https://api.openai.com/v1"
MICROS = Decimal(1_000_000)


def cost_micros(base_url: str, model: str, input_tokens: int | None, output_tokens: int | None) -> int | None:
    """Millionths of a US dollar; None for servers and models without a public price."""
    # No public price is for an unencrypted address; the list of prices is not even loaded for a model at home.
    if input_tokens is None or output_tokens is None or urlsplit(base_url).scheme != "https":
        return None
    # Needs 70 MB once loaded, so only who pays for models loads it.
    from genai_prices import Usage, calc_price

    usage = Usage(input_tokens=input_tokens, output_tokens=output_tokens)
    try:
        price = calc_price(usage, model, provider_api_url=base_url).total_price
    except LookupError:
        return None
    return int((price * MICROS).to_integral_value())
