"""Every kind of live event is in the reference, and nothing else is."""

import ast
import re
from collections.abc import Iterator

PAGE = "docs/reference/live-events.md"
# What events are about, and what happened to it. Only what Instagram tells is named like this too.
KIND = re.compile(r"(comment|conversation|crawl|decision|job|message|person|post|snapshot)\.(?!id)[a-z_]+")
# Jobs of the exchange, and acts in the audit log, are named in the same way: there only what is announced counts.
OF_EXCHANGE = re.compile(r"exchange\.[a-z_]+")
ANNOUNCING = {"announce", "announce_all"}
ELSEWHERE = ("src/autogram/sandbox/", "src/autogram/inbox/reception/", "src/autogram/inbox/journal/")


def test_every_kind_of_live_event_is_in_the_reference(pages, sources):
    section = re.search(r"^## Kinds\n(.*?)^## ", pages[PAGE], re.M | re.S)
    assert section
    documented = set(re.findall(r"^\| `([^`]+)` \|", section[1], re.M))

    product = [source for source in sources if not source.is_below(*ELSEWHERE)]
    assert documented == {kind for source in product for kind in _kinds(source.tree)}


def _kinds(tree: ast.Module) -> Iterator[str]:
    yield from (text for text in _texts(tree) if KIND.fullmatch(text))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) in ANNOUNCING)
    yield from (text for call in calls for text in _texts(call) if OF_EXCHANGE.fullmatch(text))


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _texts(tree: ast.AST) -> Iterator[str]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
