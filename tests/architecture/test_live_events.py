"""Every kind of live event is in the reference, and nothing else is."""

import ast
import re
from collections.abc import Iterator

PAGE = "docs/reference/live-events.md"


def test_every_kind_of_live_event_is_in_the_reference(pages, sources):
    section = re.search(r"^## Kinds\n(.*?)^## ", pages[PAGE], re.M | re.S)
    assert section
    documented = set(re.findall(r"^\| `([^`]+)` \|", section[1], re.M))

    assert documented == {kind for source in sources for kind in _announced(source.tree)}


def _announced(tree: ast.Module) -> Iterator[str]:
    """The kinds that `announce` is called with, which must stand there as text; one of two is fine."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "announce":
            kinds = [word.value for word in ast.walk(node.args[2]) if isinstance(word, ast.Constant)]
            assert kinds, ast.unparse(node)
            yield from (str(kind) for kind in kinds)
