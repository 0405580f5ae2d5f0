"""The digests that chain history entries: tampering shows, and a lawful purge leaves the chain whole.

An entry's digest covers the digest before it, what it is about, who did what when, and a salted hash of its contents. Erasing the
contents with their salt keeps the hash, from which nothing can be guessed back.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """What an entry's digest covers, besides the digest before it."""

    id: int
    transaction_id: int
    kind: str
    record_id: int
    uid: str
    content_hash: str
    at: datetime
    author: str
    label: str
    action: str


def new_salt(random: Random | None = None) -> str:
    """Return 128 random bits as text; a seeded ``random`` makes sample desks repeatable."""
    return f"{random.getrandbits(128):032x}" if random else os.urandom(16).hex()


def content_hash(salt: str, before: str | None, after: str | None) -> str:
    """Return the hash of an entry's contents."""
    document = "\x00".join((salt, "" if before is None else before, "" if after is None else after))
    return hashlib.sha256(document.encode("utf-8", "surrogatepass")).hexdigest()


def digest(previous: str, link: Link) -> str:
    """Return the digest of an entry that follows ``previous``."""
    fields = (
        previous,
        str(link.id),
        str(link.transaction_id),
        link.kind,
        str(link.record_id),
        link.uid,
        link.content_hash,
        link.at.astimezone(UTC).isoformat(),
        link.author,
        link.label,
        link.action,
    )
    return hashlib.sha256("\x00".join(fields).encode("utf-8", "surrogatepass")).hexdigest()
