"""A page taken apart: its elements, its text, and what an attribute may be."""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import tinyhtml5

VOID = {"meta", "link", "br"}
ELEMENTS = {
    "html", "head", "meta", "title", "style", "link", "body", "a", "header", "p", "span", "main",
    "h1", "h2", "h3", "nav", "details", "summary", "ol", "ul", "li", "div", "section", "footer",
    "dl", "dt", "dd", "strong", "br", "mark",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "name", "content", "class", "data-page", "data-of", "href", "id", "tabindex",
    "aria-label", "aria-hidden", "aria-labelledby", "role",
}  # fmt: skip
SCHEMES = {"https", "http", "mailto", "tel"}


class Page(HTMLParser):
    """Strict: every element is closed where it should be, and none is unknown."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[int, str]] = []
        self.texts: list[str] = []
        self.style = ""
        self.feed(page)
        self.close()
        assert self.open == []

    @property
    def text(self) -> str:
        return "".join(self.texts)

    @property
    def tags(self) -> list[str]:
        return ["span" if tag == "endless" else tag for _depth, tag in self.elements]

    @property
    def skeleton(self) -> list[tuple[int, str]]:
        """Without what an address or an endless word brings in."""
        return [(depth, tag) for depth, tag in self.elements if tag not in {"a", "br", "endless"}]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ELEMENTS, tag
        given = dict(attrs)
        assert len(given) == len(attrs)
        assert given.keys() <= ATTRIBUTES, given
        address = given.get("href") or "#"
        assert address.startswith("#") or urlsplit(address).scheme in SCHEMES, address
        called = "endless" if given.get("class") == "endless" else tag
        depth = sum(1 for each in self.open if each not in {"a", "endless"})
        self.elements.append((depth, called))
        if tag not in VOID:
            self.open.append(called)

    def handle_endtag(self, tag: str) -> None:
        closed = self.open.pop()
        assert closed == tag or (closed, tag) == ("endless", "span"), (closed, tag)

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            self.style += data
        elif "title" not in self.open:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"A comment on the page: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"A processing instruction on the page: {data}")


def as_a_browser_reads_it(page: str) -> list[str]:
    """The elements that the HTML5 algorithm makes of it, in order."""
    root: Any = tinyhtml5.parse(page, namespace_html_elements=False)
    return [element.tag for element in root.iter() if isinstance(element.tag, str)]


def flat(text: str) -> str:
    """One space between words, and no hyphens for line ends."""
    return re.sub(r"[ \n]+", " ", text.replace("\u00ad", ""))
