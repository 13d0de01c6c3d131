"""The markup of our text templates as a tree, read strictly: anything unknown raises ValueError."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from reports.documents.letters import clean, collapsed

INLINE = frozenset({"b", "strong", "i", "em", "br", "data"})
#: Tag -> what may stand in it; "" is the whole text.
CHILDREN = {
    "": frozenset({"p", "h2", "h3", "h4", "ul", "ol", "table", "figure"}),
    "p": INLINE,
    **{tag: INLINE for tag in ("b", "strong", "i", "em")},
    "data": frozenset(),
    "br": frozenset(),
    **{tag: frozenset() for tag in ("h2", "h3", "h4")},
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "li": INLINE | {"p"},
    "table": frozenset({"colgroup", "thead", "tbody", "tr"}),
    "colgroup": frozenset({"col"}),
    "col": frozenset(),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "th": INLINE | {"p"},
    "td": INLINE | {"p"},
    "figure": frozenset({"figcaption", "data"}),
    "figcaption": frozenset(),
}
#: Tags that hold words.
WORDS = INLINE - {"br"} | {"p", "h2", "h3", "h4", "li", "th", "td", "figcaption"}
VOID = frozenset({"br", "col"})
ATTRIBUTES = {
    "p": frozenset({"class"}),
    "data": frozenset({"class", "value", "title"}),
    "col": frozenset({"width"}),
    "tr": frozenset({"class"}),
    "th": frozenset({"class", "colspan", "rowspan"}),
    "td": frozenset({"class", "colspan", "rowspan"}),
    "figure": frozenset({"class", "data-most"}),
}


@dataclass
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    def nodes(self, *tags: str) -> "list[Node]":
        """The children of these tags; words cannot stand beside them."""
        return [child for child in self.children if isinstance(child, Node) and child.tag in tags]

    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def words(self) -> str:
        return collapsed("".join(child for child in self.children if isinstance(child, str)))

    def __iter__(self) -> "Iterator[Node | str]":
        return iter(self.children)


def grow(html: str) -> Node:
    """The tree below an unnamed root; every tag closed by hand, in the order it was opened."""
    gardener = _Gardener()
    gardener.feed(clean(html))
    gardener.close()
    if len(gardener.open) > 1:
        raise ValueError(f"<{gardener.open[-1].tag}> is never closed")
    return gardener.open[0]


class _Gardener(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def handle_starttag(self, tag, attrs):
        self._plant(tag, attrs, is_void=tag in VOID)

    def handle_startendtag(self, tag, attrs):
        if tag not in VOID:
            raise ValueError(f"<{tag}/> cannot be empty")
        self._plant(tag, attrs, is_void=True)

    def _plant(self, tag, attrs, *, is_void):
        parent = self.open[-1]
        if tag not in CHILDREN[parent.tag]:
            raise ValueError(f"<{tag}> cannot stand in <{parent.tag}>")
        node = Node(tag, {name: value or "" for name, value in attrs})
        if unknown := node.attributes.keys() - ATTRIBUTES.get(tag, frozenset()):
            raise ValueError(f"<{tag}> has no {', '.join(sorted(unknown))}")
        parent.children.append(node)
        if not is_void:
            self.open.append(node)

    def handle_endtag(self, tag):
        if tag != self.open[-1].tag:
            raise ValueError(f"</{tag}> where <{self.open[-1].tag}> is open")
        self.open.pop()

    def handle_data(self, data):
        parent = self.open[-1]
        if parent.tag in WORDS:
            parent.children.append(data)
        elif data.strip(" \t\n\r\f"):
            raise ValueError(f"words cannot stand in <{parent.tag}>: {data.strip()}")

    def _refuse(self, data):
        raise ValueError(f"no markup of ours: {data}")

    handle_comment = handle_decl = handle_pi = unknown_decl = _refuse
