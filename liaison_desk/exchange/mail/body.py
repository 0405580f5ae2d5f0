"""What a mail says and carries: its text, its attachments' names, and calendars sent along."""

import re

from liaison_desk.exchange.charsets import clean, decode
from liaison_desk.exchange.mail.headers import Value, boundary_of, text_of, value_of
from liaison_desk.exchange.mail.markup import plain_text
from liaison_desk.exchange.mail.message import Content, MailFile
from liaison_desk.exchange.mail.mime import MAX_DEPTH, Limits, Part, parse, payload
from liaison_desk.exchange.mail.naming import bare_name

MAX_ENCODED = 4_000_000  # bytes of one text part that are read
MAX_TEXT = 1_000_000  # characters of text that a note keeps

_TEXTS = frozenset(
    ("text/plain", "text/html", "text/enriched", "text/richtext", "text/x-markdown", "text/markdown", "text")
)
_SIGNATURES = re.compile(r"^application/(x-)?(pgp-signature|pkcs7-signature)$")
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_UUENCODED = re.compile(
    r"^begin [0-7]{3,4} ([^\n]{1,200})\n(?:[!-`][^\n]{0,90}\n){1,20000}?(?:`?\n)?end[ ]*$", re.MULTILINE
)


def content_of(part: Part, limits: Limits, depth: int = 0, default: str = "text/plain") -> Content:
    """Return the text, attachments and calendars of a part; of alternatives the plain text is taken."""
    kind = value_of(part.header("content-type"))
    media = kind.value if "/" in kind.value or kind.value == "text" else default
    if part.parts:
        inner = "message/rfc822" if media == "multipart/digest" else "text/plain"
        found = [content_of(child, limits, depth + 1, inner) for child in part.parts]
        return _chosen(found) if media == "multipart/alternative" else _joined(found)
    disposition = value_of(part.header("content-disposition"))
    name = _file_name(disposition, kind, part)
    encoding = text_of(part.header("content-transfer-encoding")).split(";")[0].strip(" \"'").lower()
    if media in ("message/rfc822", "message/global", "message/news"):
        return _enclosed(payload(part.body, encoding), limits, depth)
    if media in ("text/calendar", "application/ics") or name.lower().endswith(".ics"):
        calendar = payload(part.body, encoding)
        charset = kind.parameters.get("charset", "")
        return Content(
            files=(MailFile(name, media, part.body, encoding),) if name else (),
            calendars=(decode(calendar, charset).encode("utf-8") if charset else calendar,),
        )
    shown = (media in _TEXTS and (not name or disposition.value == "inline")) or (
        media.startswith(("message/", "multipart/")) and not name
    )
    if not shown or disposition.value == "attachment":
        inline = (
            disposition.value != "attachment" and media.startswith("image/") and part.header("content-id") is not None
        )
        file = MailFile(name or media, media, part.body, encoding, inline)
        return Content() if _SIGNATURES.match(media) else Content(files=(file,))
    text, carried = _text(part, kind, media, encoding, limits)
    own = (MailFile(name, media, part.body, encoding),) if name else ()
    return Content(text, media != "text/html", (*own, *carried))


def _file_name(disposition: Value, kind: Value, part: Part) -> str:
    name = disposition.parameters.get("filename") or kind.parameters.get("name") or ""
    if not name and disposition.value == "attachment":
        name = text_of(part.header("content-description"))
    return bare_name(name)


def _chosen(found: list[Content]) -> Content:
    readable = [content for content in found if content.text.strip()]
    best = next((content for content in readable if content.plain), readable[-1] if readable else Content())
    everything = _joined(found)
    return Content(best.text, best.plain, everything.files, everything.calendars)


def _joined(found: list[Content]) -> Content:
    return Content(
        "\n\n".join(content.text for content in found if content.text.strip()),
        all(content.plain for content in found if content.text.strip()),
        tuple(file for content in found for file in content.files),
        tuple(calendar for content in found for calendar in content.calendars),
    )


def _enclosed(data: bytes, limits: Limits, depth: int) -> Content:
    """Read a mail inside a mail: its heading lines, then its text."""
    if depth >= MAX_DEPTH or limits.parts <= 0:
        limits.reached = True
        return Content()
    limits.parts -= 1
    part = parse(data.lstrip(b"\r\n"), limits, boundary_of, depth + 1)
    content = content_of(part, limits, depth + 1)
    fields = ("From", "Date", "To", "Cc", "Subject")
    heading = [f"{field}: {said}" for field in fields if (said := text_of(part.header(field.lower())))]
    return Content("\n".join([*heading, "", content.text]).strip(), content.plain, content.files, content.calendars)


def _text(part: Part, kind: Value, media: str, encoding: str, limits: Limits) -> tuple[str, tuple[MailFile, ...]]:
    """Return a text part as a reader sees it, and the files written into it (uuencode)."""
    limits.reached = limits.reached or len(part.body) > MAX_ENCODED
    data = payload(part.body[:MAX_ENCODED], encoding)
    charset = kind.parameters.get("charset", "")
    if media == "text/html":
        return plain_text(clean(decode(data, charset or declared_in(data)))), ()
    text = clean(decode(data, charset))
    if kind.parameters.get("format", "").lower() == "flowed":
        return _reflowed(text, delete_space=kind.parameters.get("delsp", "").lower() == "yes"), ()
    if "\nend" in text and "begin " in text:
        found = tuple(
            MailFile(bare_name(match.group(1)), raw=match.group().encode("ascii", "replace"), encoding="uuencode")
            for match in _UUENCODED.finditer(text)
        )
        return _UUENCODED.sub("", text).strip("\n"), found
    return text.strip("\n"), ()


def declared_in(page: bytes) -> str:
    """Return the charset that a page of HTML says it is in, empty where it says none."""
    meta = _META_CHARSET.search(page[:4000])
    return meta.group(1).decode("ascii", "replace") if meta else ""


def _reflowed(text: str, *, delete_space: bool) -> str:
    """Join the lines that a mail program broke softly (RFC 3676); quoted lines join only in their own depth."""
    out: list[str] = []
    soft, depth_before = False, -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        bare = line[depth:].removeprefix(" ")
        if soft and depth == depth_before and bare != "-- ":
            out[-1] += bare
        else:
            out.append((">" * depth + " " if depth else "") + bare)
        soft = bare.endswith(" ") and bare != "-- "
        if soft and delete_space:
            out[-1] = out[-1][:-1]
        depth_before = depth
    return "\n".join(out).strip("\n")
