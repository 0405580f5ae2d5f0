"""HTML mails as plain text: what a reader would have seen, nothing fetched, nothing run.

Written as one forward scan: Python's ``html.parser`` looks ahead again at every unclosed tag, and a hostile mail of
a megabyte would keep it busy for minutes.
"""

import html
import re

_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})")
_HREF = re.compile(r"""\shref\s{0,5}=\s{0,5}["']?((?:https?|mailto):[^\s"'<>]{1,2000})""", re.IGNORECASE)
_ALT = re.compile(r"""\salt\s{0,5}=\s{0,5}(?:"([^"]{1,200})"|'([^']{1,200})')""", re.IGNORECASE)
_UNSEEN = frozenset(("script", "style", "head", "title", "template", "noscript", "object"))
_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "dl", "table", "pre"))
_LINES = frozenset(
    ("br", "div", "tr", "dt", "dd", "section", "article", "header", "footer", "address", "body", "center")
)


class _Page:
    """The text so far, with the line breaks that blocks ask for."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.breaks = 2  # at the beginning no block needs an empty line above it
        self.blank = False
        self.verbatim = 0
        self.link = ""
        self.link_text: list[str] = []

    def say(self, text: str) -> None:
        """Add text of the page; blanks and line breaks count as one blank unless inside ``pre``."""
        if self.verbatim:
            words = text
        else:
            words = " ".join(text.split())
            if not words:
                self.blank = self.blank or bool(text)
                return
            if (self.blank or text[0].isspace()) and not self.breaks:
                words = f" {words}"
            self.blank = text[-1].isspace()
        self.out.append(words)
        self.breaks = 0
        if self.link:
            self.link_text.append(words)

    def line(self, wanted: int) -> None:
        """End the line; with ``wanted`` 2 leave an empty one."""
        while self.breaks < wanted:
            self.out.append("\n")
            self.breaks += 1
        self.blank = False

    def tag(self, name: str, text: str, *, closing: bool) -> None:
        """Lay out what a tag means."""
        if name == "pre":
            self.line(2)
            self.verbatim = max(0, self.verbatim + (-1 if closing else 1))
        elif name in _PARAGRAPHS:
            self.line(2)
        elif name == "br":
            self.out.append("\n")
            self.breaks += 1
        elif name in _LINES:
            self.line(1)
        elif name == "li" and not closing:
            self.line(1)
            self.out.append("- ")
        elif name in ("td", "th") and not closing and not self.breaks:
            self.out.append("\t")
        elif name == "hr":
            self.line(1)
            self.say("----")
            self.line(1)
        elif name == "img" and (alt := _ALT.search(text)):
            self.say(html.unescape(alt.group(1) or alt.group(2)))
        elif name == "a":
            self.anchor("" if closing else text)

    def anchor(self, text: str) -> None:
        """Remember where a link leads; at its end, write the address behind the words if they do not say it."""
        if self.link:
            said = "".join(self.link_text)
            address = self.link.removeprefix("mailto:")
            if said and address.rstrip("/") not in said and said not in address:
                self.out.append(f" <{address}>")
        href = _HREF.search(text)
        self.link = html.unescape(href.group(1)) if href else ""
        self.link_text = []


def plain_text(markup: str) -> str:
    """Return the text of an HTML page, laid out in lines; links are followed by their address in angle brackets."""
    page = _Page()
    lower = markup.lower()
    position = 0
    while (start := markup.find("<", position)) >= 0:
        if start > position:
            page.say(html.unescape(markup[position:start]))
        if markup.startswith("<!--", start):
            position = _after(markup, "-->", start + 4)
            continue
        named = _NAME.match(markup, start)
        if not named and markup[start + 1 : start + 2] not in ("!", "?", "/"):
            page.say("<")
            position = start + 1
            continue
        position = _tag_end(markup, start)
        if not named:
            continue
        name = named.group(1).lower()
        closing = markup[start + 1] == "/"
        if name in _UNSEEN and not closing and not markup.startswith("/>", position - 2):
            end = lower.find(f"</{name}", position)
            # A head or title that is never closed must not swallow the page.
            position = end if end >= 0 else position if name in ("head", "title", "noscript", "object") else len(markup)
            continue
        page.tag(name, markup[start:position], closing=closing)
    page.say(html.unescape(markup[position:]))
    page.anchor("")
    lines = "".join(page.out).replace("\u00a0", " ").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _after(text: str, mark: str, position: int) -> int:
    end = text.find(mark, position)
    return end + len(mark) if end >= 0 else len(text)


def _tag_end(text: str, start: int) -> int:
    """Return where a tag ends; a ``>`` inside quotation marks does not end it, unless they are never closed."""
    end = first = _after(text, ">", start)
    for _ in range(8):
        if not _open_quote(text, start, end) or end >= len(text):
            break
        end = _after(text, ">", end)
    return first if _open_quote(text, start, end) else end


def _open_quote(text: str, start: int, end: int) -> bool:
    return any(text.count(quote, start, end) % 2 for quote in "\"'")
