"""Every kind of live event is in the reference, and nothing else is."""

import ast
import re
from collections.abc import Iterator

PAGE = "docs/reference/live-events.md"
# What events are about, and what happened to it. Only what Instagram tells is named like this too.
KIND = re.compile(r"(comment|conversation|crawl|decision|job|message|person|post|snapshot)\.(?!id)[a-z_]+")
ELSEWHERE = ("src/autogram/sandbox/", "src/autogram/inbox/reception/", "src/autogram/inbox/journal/")


def test_every_kind_of_live_event_is_in_the_reference(pages, sources):
    section = re.search(r"^## Kinds\n(.*?)^## ", pages[PAGE], re.M | re.S)
    assert section
    documented = set(re.findall(r"^\| `([^`]+)` \|", section[1], re.M))

    product = [source for source in sources if not source.is_below(*ELSEWHERE)]
    assert documented == {kind for source in product for kind in _kinds(source.tree)}


def _kinds(tree: ast.Module) -> Iterator[str]:
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return (text for text in texts if KIND.fullmatch(text))
