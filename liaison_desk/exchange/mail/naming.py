"""What mails and their files are known by: an id that is the same whenever the mail is read again, and names without folders."""

import re
from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from liaison_desk.exchange.charsets import clean

_ANSWERED = re.compile(
    r"\s*(?:re|fwd?|aw|wg|tr|sv|vs|rv|回复|转发|転送|返信|回覆)\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s*[:：]\s*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*\[\s*(?:fwd?|転送)\s*[:：](.*)\]\s*", re.IGNORECASE | re.DOTALL)
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
        bracketed = _BRACKETED.fullmatch(subject)
        before = subject
        subject = (
            bracketed[1] if bracketed else _ANSWERED.sub("", subject, count=1) if _ANSWERED.match(subject) else subject
        )
        if subject == before:
            break
    return subject.strip()
