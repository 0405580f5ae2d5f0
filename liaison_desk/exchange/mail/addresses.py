"""Who a mail is from and to: names and addresses out of lists that programs and people write in many ways."""

import re

from liaison_desk.exchange.charsets import clean
from liaison_desk.exchange.mail.headers import WORD, raw_text, words
from liaison_desk.exchange.mail.message import Mailbox

MAX_ADDRESSES = 1000
# A quotation mark behind a backslash opens nothing, so that a field full of these is not read anew from each of them.
_TOKEN = re.compile(
    rf"(?P<word>{WORD.pattern})|\"(?P<quoted>(?:[^\"\\]|\\.){{0,1000}})\"|(?P<mark>[,;:<>()])|(?:[^\"\\,;:<>()=]|\\[\"\\]?)+|.",
    re.DOTALL,
)


def mailboxes(raw: bytes, beside: str = "") -> tuple[Mailbox, ...]:
    """Return the people of an address field (From, To, Cc), the members of groups among them.

    ``beside`` is the charset of the text below.
    """
    reading = _Reading()
    for match in _TOKEN.finditer(raw_text(raw, beside)):
        reading.take(match.group("mark") or "", match.group(), match.group("quoted"))
    reading.finish()
    return tuple(reading.found)


class _Reading:
    """The address being read, piece by piece, and those found before it."""

    def __init__(self) -> None:
        self.found: list[Mailbox] = []
        self._phrase: list[str] = []
        self._comment: list[str] = []
        self._depth = 0
        self._angle: list[str] | None = None
        self._closed = False
        self._named = False
        self._at_sign = False

    def take(self, mark: str, text: str, quoted: str | None) -> None:
        """Read one token: a mark of punctuation, a quoted text, an encoded word or plain text."""
        if self._depth:
            self._depth += {"(": 1, ")": -1}.get(mark, 0)
            self._comment.append(text if self._depth else " ")
        elif mark == "(":
            self._depth = 1
        elif mark == "<" and self._angle is None:
            self._angle, self._at_sign = [], False
        elif mark == ">":
            self._closed = True
        elif self._angle is not None and not self._closed:
            self._inside(mark, text)
        else:
            self._outside(mark, text if quoted is None else re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL))

    def finish(self) -> None:
        """Keep what was read, if it names anyone."""
        phrase = clean(words("".join(self._phrase))).strip()
        comment = clean(words("".join(self._comment))).strip()
        if self._angle is not None:
            address, name = _inside_brackets("".join(self._angle).split()), phrase or comment
        elif _is_address(pieces := phrase.split()):
            address, name = "".join(pieces), comment
        elif len(pieces) > 1 and all("@" in piece[1:-1] for piece in pieces):
            # Several addresses, and no comma between them.
            room = MAX_ADDRESSES - len(self.found) - 1
            self.found += [Mailbox("", piece) for piece in pieces[:-1][: max(0, room)]]
            address, name = pieces[-1], comment
        elif len(pieces) > 1 and "@" in pieces[-1][1:-1]:
            address, name = pieces[-1], phrase.removesuffix(pieces[-1]).strip()
        else:
            address, name = "", phrase or comment
        name = " ".join(_bare(name).split())
        # "undisclosed-recipients:;" and lone quotation marks name nobody.
        if (address or name) and len(self.found) < MAX_ADDRESSES:
            self.found.append(Mailbox("" if name == address else name, address))
        self._start()

    def _start(self) -> None:
        self._phrase, self._comment, self._angle = [], [], None
        self._depth = 0
        self._closed = self._named = self._at_sign = False

    def _inside(self, mark: str, text: str) -> None:
        """Read what stands between ``<`` and ``>``."""
        assert self._angle is not None
        # A comma ends an address whose bracket was forgotten; one in a route (<@a,@b:c@d>) does not.
        if mark in (",", ";") and self._at_sign:
            self.finish()
        elif mark == ":":
            self._angle = []
        else:
            self._angle.append(text)
            self._at_sign = self._at_sign or "@" in text.lstrip()[1:]

    def _outside(self, mark: str, text: str) -> None:
        """Read what stands outside of brackets: names, bare addresses, a group's name before its colon."""
        if mark in (",", ";"):
            self.finish()
        elif mark == ":" and not self._at_sign and self._angle is None:
            self._start()
        elif not (self._closed and self._named):
            self._named = self._named or bool(text.strip())
            self._at_sign = self._at_sign or "@" in text
            self._phrase.append(text)


def _is_address(pieces: list[str]) -> bool:
    """Tell whether what stands between blanks is one bare address: blanks stand around its at sign at most."""
    if len(pieces) == 3:
        return pieces[1] == "@"
    return "@" in pieces[0] if len(pieces) == 1 else len(pieces) == 2 and (pieces[0][-1] == "@" or pieces[1][0] == "@")


def _inside_brackets(pieces: list[str]) -> str:
    """Return the address in brackets: blanks in it are none, but what stands before a whole address is not of it."""
    whole = len(pieces) > 1 and "@" in pieces[-1][1:-1] and not any("@" in piece for piece in pieces[:-1])
    return pieces[-1] if whole else "".join(pieces)


def _bare(name: str) -> str:
    name = name.strip()
    return name[1:-1] if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"" else name
