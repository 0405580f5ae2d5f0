"""Who a mail is from and to: names and addresses out of lists that programs and people write in many ways."""

import re
from dataclasses import dataclass

from liaison_desk.exchange.charsets import clean
from liaison_desk.exchange.mail.headers import WORD, raw_text, words

MAX_ADDRESSES = 1000
_TOKEN = re.compile(
    rf"(?P<word>{WORD.pattern})|\"(?P<quoted>(?:[^\"\\]|\\.){{0,1000}})\"|(?P<mark>[,;:<>()])|[^\",;:<>()=]+|.", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One person or list in an address field; either part may be empty."""

    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name and self.address else self.name or self.address


class _Reading:
    """The address being read, piece by piece."""

    def __init__(self) -> None:
        self.found: list[Mailbox] = []
        self.start()

    def start(self) -> None:
        self.phrase: list[str] = []
        self.comments: list[str] = []
        self.angle: list[str] | None = None
        self.closed = False
        self.at_sign = False

    def finish(self) -> None:
        """Keep what was read, if it names anyone."""
        phrase = clean(words("".join(self.phrase))).strip()
        comment = " ".join(clean(words(text)).strip() for text in self.comments).strip()
        if self.angle is not None:
            address = re.sub(r"\s+", "", "".join(self.angle))
            name = phrase or comment
        elif "@" in phrase and (" " not in phrase or re.fullmatch(r"\S+\s*@\s*\S+", phrase)):
            address, name = re.sub(r"\s+", "", phrase), comment
        elif phrase and (match := re.search(r"\s(\S+@\S+)$", phrase)):
            address, name = match.group(1), phrase[: match.start()].strip()
        else:
            address, name = "", phrase or comment
        name = " ".join(_bare(name).split())
        # "undisclosed-recipients:;" and lone quotation marks name nobody.
        if (address or name) and len(self.found) < MAX_ADDRESSES:
            self.found.append(Mailbox("" if name == address else name, address))
        self.start()


def _bare(name: str) -> str:
    name = name.strip()
    return name[1:-1] if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"" else name


def mailboxes(raw: bytes) -> tuple[Mailbox, ...]:
    """Return the people of an address field (From, To, Cc), the members of groups among them."""
    reading = _Reading()
    depth = 0
    comment: list[str] = []
    for match in _TOKEN.finditer(raw_text(raw)):
        mark, text = match.group("mark"), match.group()
        if depth:
            depth += {"(": 1, ")": -1}.get(mark or "", 0)
            if depth:
                comment.append(text)
            else:
                reading.comments.append("".join(comment))
                comment = []
        elif mark == "(":
            depth = 1
        elif mark == "<" and reading.angle is None:
            reading.angle = []
            reading.at_sign = False
        elif mark == ">":
            reading.closed = True
        elif reading.angle is not None and not reading.closed:
            # A comma before ">" ends an address whose bracket was forgotten; a route (<@a,@b:c@d>) does not.
            if mark in (",", ";") and reading.at_sign:
                reading.finish()
            elif mark == ":":
                reading.angle = []
            else:
                reading.angle.append(text)
                reading.at_sign = reading.at_sign or "@" in text.lstrip()[1:]
        elif mark in (",", ";"):
            reading.finish()
        elif mark == ":" and not reading.at_sign:
            reading.start()
        elif not (reading.closed and not text.strip()):
            quoted = match.group("quoted")
            reading.at_sign = reading.at_sign or "@" in text
            reading.phrase.append(text if quoted is None else re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL))
    if comment:
        reading.comments.append("".join(comment))
    reading.finish()
    return tuple(reading.found)
