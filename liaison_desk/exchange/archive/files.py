"""The files of records in a document: each names its owner and its bytes, which stand there once however many share them."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liaison_desk.domain.record import Record
from liaison_desk.foundation.core.attached import ANY_BYTES, LARGEST
from liaison_desk.foundation.core.errors import UnreadableError

_LONGEST = (LARGEST + 2) // 3 * 4  # letters of base64


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile(Record):
    """A file of a record, without its bytes; ``name`` is what a person called it and never a path."""

    owner_kind: str
    owner_id: int
    name: str
    media_type: str = ANY_BYTES
    size: int
    sha256: str


def content_entry(digest: str, data: bytes) -> dict[str, str]:
    """Return the bytes of a file in their JSON form."""
    return {"sha256": digest, "data": base64.b64encode(data).decode()}


def content_of(entry: Any) -> tuple[str, bytes]:
    """Return the SHA-256 and the bytes of such an entry; raises UnreadableError for what is damaged or too large."""
    said = entry if isinstance(entry, dict) else {}
    digest, letters = said.get("sha256"), said.get("data")
    if isinstance(letters, str) and len(letters) > _LONGEST:
        raise UnreadableError(
            "The content of a file is larger than 100 MB and was left out: {digest}", digest=_told(digest)
        )
    try:
        data = base64.b64decode(letters, validate=True) if isinstance(letters, str) else None
    except ValueError:
        data = None
    if data is None or hashlib.sha256(data).hexdigest() != digest:
        raise UnreadableError("The content of a file is damaged and was left out: {digest}", digest=_told(digest))
    return digest, data


def fault_of(file: AttachedFile, contents: Mapping[str, bytes]) -> str:
    """Return what keeps a file from being taken in, as a template with ``{name}``; empty when nothing does."""
    if not file.owner_id:
        return "The file “{name}” belongs to no record and was left out."
    data = contents.get(file.sha256)
    if data is None or len(data) != file.size:
        return "The file “{name}” was left out, for its content is not in the archive as it should be."
    return ""


def _told(digest: Any) -> str:
    return digest[:64] if isinstance(digest, str) else "?"
