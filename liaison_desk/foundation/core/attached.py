"""What a file that belongs to a record may be."""

import re

ATTACHMENT = "attachment"
LARGEST = 100 * 1024 * 1024
"""Bytes of one file."""
ANY_BYTES = "application/octet-stream"

_TYPE = re.compile(r"[\w.+-]{1,100}/[\w.+-]{1,100}", re.ASCII)


def plain_name(name: str) -> str:
    """Return what a person called a file without any folder, control character, or name that means a folder."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    return shown[:255] if shown.strip(". ") else "file"


def plain_type(media_type: str) -> str:
    """Return a media type, that of any bytes for what is none."""
    return media_type if _TYPE.fullmatch(media_type) else ANY_BYTES
