"""Words in sentences: a table, because each line is a promise."""

import pytest

from autogram.inbox.automation.matching import has_word, is_searchable, match_words

WHOLE, PART = True, False
ACUTE, RING, TURKISH_I, DOTLESS = "\u0301", "\u030a", "\u0130", "\u0131"
CYRILLIC_MINE, CYRILLIC_MY = "\u043c\u043e\u0438", "\u043c\u043e\u0439"

SENTENCES = [
    # case
    ("How much is the PRICE?", "price", WHOLE, True),
    ("how much", "How Much", WHOLE, True),
    ("STRASSE", "straße", WHOLE, True),
    # accents, composed or not
    ("Qual é o preço?", "preco", WHOLE, True),
    ("Qual e o preco?", "preço", WHOLE, True),
    (f"cafe{ACUTE} noir", "café", WHOLE, True),
    (f"A{RING}rhus", "århus", WHOLE, True),
    ("smørrebrød", "smorrebrod", WHOLE, True),
    ("Łódź", "lodz", WHOLE, True),
    ("ещё", "еще", WHOLE, True),
    # й is a letter of its own
    (CYRILLIC_MY, CYRILLIC_MINE, WHOLE, False),
    # Turkish: all four kinds of i
    (f"{TURKISH_I}STANBUL", "istanbul", WHOLE, True),
    ("ISTANBUL", "istanbul", WHOLE, True),
    (f"f{DOTLESS}rsat", "FIRSAT", WHOLE, True),
    (f"F{TURKISH_I}YAT ne kadar", "fiyat", WHOLE, True),
    # whole words and parts
    ("What a party!", "art", WHOLE, False),
    ("What a party!", "art", PART, True),
    ("Pricey.", "price", WHOLE, False),
    ("the-price-is", "price", WHOLE, True),
    ("(price)", "price", WHOLE, True),
    ("#price @shop", "price", WHOLE, True),
    ("price_list", "price", WHOLE, False),
    ("10", "1", WHOLE, False),
    ("number 1!", "1", WHOLE, True),
    # an earlier half of it does not hide a later whole one
    ("pricey price", "price", WHOLE, True),
    # several words, and any spaces between them
    ("how   much\nis it", "how much is", WHOLE, True),
    ("how\u00a0much", "how much", WHOLE, True),
    ("how very much", "how much", WHOLE, False),
    # signs that keyboards exchange, and signs that nobody sees
    ("what\u2019s up", "what's up", WHOLE, True),
    ("e\u2011mail", "e-mail", WHOLE, True),
    ("pri\u200bce", "price", WHOLE, True),
    ("pri\u00adce", "price", WHOLE, True),
    ("\u202eprice\u202c", "price", WHOLE, True),
    # full-width letters
    ("\uff30\uff32\uff29\uff23\uff25", "price", WHOLE, True),
    # emoji: skin tones, variation selectors, joined ones, flags, keycaps
    ("👍🏽", "👍", WHOLE, True),
    ("👍", "👍🏿", WHOLE, True),
    ("I ❤️ it", "❤", WHOLE, True),
    ("I ❤ it", "❤️", WHOLE, True),
    ("nice🔥🔥", "🔥", WHOLE, True),
    ("❤️‍🔥", "❤️", PART, False),
    ("❤️‍🔥", "🔥", PART, False),
    ("❤️‍🔥", "❤️‍🔥", WHOLE, True),
    ("👩🏾‍💻", "👩‍💻", WHOLE, True),
    ("🇫🇷🇩🇪", "🇩🇪", WHOLE, True),
    ("🇫🇷🇩🇪", "🇷🇩", PART, False),
    ("1️⃣", "1️⃣", WHOLE, True),
    ("1️⃣", "1", WHOLE, False),
    # Korean: particles and endings follow the word; the beginning counts
    ("가격이 얼마예요?", "가격", WHOLE, True),
    ("가격표 주세요", "가격", WHOLE, True),
    ("정가격", "가격", WHOLE, False),
    ("정가격", "가격", PART, True),
    ("배송은요?", "배송", WHOLE, True),
    ("price가 얼마", "price", WHOLE, True),
    ("\u1100\u1161\u1100\u1167\u11a8", "가격", WHOLE, True),
    # Japanese, Chinese, Thai: no spaces, so a word may stand anywhere
    ("値段はいくらですか", "いくら", WHOLE, True),
    ("请问多少钱啊", "多少钱", WHOLE, True),
    ("ราคาเท่าไหร่คะ", "เท่าไหร่", WHOLE, True),
    # the voicing mark makes another letter
    ("ば", "は", PART, False),
    # vowels of Hindi are no accents; vowel points of Arabic and Hebrew are left out by most
    ("कि", "क", WHOLE, False),
    ("السِّعْر", "السعر", WHOLE, True),
    ("שָׁלוֹם", "שלום", WHOLE, True),
    # nothing is in nothing
    ("", "price", WHOLE, False),
]


@pytest.mark.parametrize(("text", "word", "whole_words", "is_there"), SENTENCES)
def test_a_word_is_found_as_a_reader_would(text: str, word: str, whole_words: bool, is_there: bool):
    assert has_word(text, word, whole_words=whole_words) is is_there


@pytest.mark.parametrize(
    ("text", "lists", "fits", "reason"),
    [
        ("price and size", {"all_of": ["price", "size"]}, True, "It has “price”, “size”."),
        ("only the price", {"all_of": ["price", "size"]}, False, "It lacks “size”."),
        ("which size?", {"any_of": ["price", "size"]}, True, "It has “size”."),
        ("hello", {"any_of": ["price", "size"]}, False, "It has none of “price”, “size”."),
        ("the price, stop", {"any_of": ["price"], "none_of": ["stop"]}, False, "It has “stop”, which is excluded."),
        ("hello", {"none_of": ["stop"]}, True, "Any text fits."),
        (None, {"any_of": ["price"]}, False, "It has none of “price”."),
    ],
)
def test_the_lists_are_weighed_and_the_reason_told(text: str | None, lists: dict[str, list[str]], fits: bool, reason):
    match = match_words(text, **lists)

    assert (match.fits, match.reason) == (fits, reason)


@pytest.mark.parametrize("word", ["🏽", "\u200b", "\ufe0f", "  "])
def test_what_leaves_nothing_to_look_for_is_no_word(word: str):
    assert not is_searchable(word)


def test_a_long_list_is_told_in_short():
    reason = match_words("hello", any_of=[f"w{number}" for number in range(8)]).reason

    assert reason == "It has none of “w0”, “w1”, “w2”, “w3”, “w4” and 3 more."
