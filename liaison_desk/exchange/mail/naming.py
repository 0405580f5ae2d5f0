"""What mails and their files are known by: an id that is the same whenever the mail is read again, and names without folders."""

import re
from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from liaison_desk.exchange.charsets import clean

_ANSWERED = re.compile(
    r"\s*(?:(?:re|fwd?|aw|wg|tr|sv|vs|rv|回复|转发|転送|返信|回覆)\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s*[:：]"
    r"|\[(?:fwd?|転送)[:：]?\s*\])\s*",
    re.IGNORECASE,
)
_MOST_ANSWERS = 50


def uid_of(message_id: str, told: Sequence[str], otherwise: str) -> str:
    """Return an id made of the Message-ID, else of what the mail says (date, subject, people), else of its bytes."""
    known = [message_id] if message_id else [*told] if any(told) else [otherwise]
    return str(uuid5(NAMESPACE_URL, "mid:" + "\n".join(known)))


def bare_name(name: str) -> str:
    """Return a file's name alone: a path in it is nobody's business and must never be followed."""
    return " ".join(re.split(r"[/\\]", clean(name))[-1].split())[:255]


def bare_subject(subject: str) -> str:
    """Return a subject without what answering and forwarding put before it (Re:, Fwd:, 転送:), in any number."""
    for _ in range(_MOST_ANSWERS):
        match = _ANSWERED.match(subject)
        if match is None or not match.group():
            break
        subject = subject[match.end() :]
    return subject.strip()
