"""The letters of a permalink, made from a media id and back."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def shortcode_of(media_id: str) -> str:
    """Write a media id as its shortcode."""
    number, letters = int(media_id), ""
    while number:
        number, rest = divmod(number, 64)
        letters = LETTERS[rest] + letters
    return "C" + letters.rjust(10, "A")


def media_id_of(shortcode: str) -> str:
    """Read the media id back; nonsense gives an id that does not exist."""
    number = 0
    for letter in shortcode[1:]:
        number = number * 64 + max(LETTERS.find(letter), 0)
    return str(number)
