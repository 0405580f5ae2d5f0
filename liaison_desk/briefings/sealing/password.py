"""A packet that opens with a password only: AES-256 over every string and stream, metadata included (ISO 32000-2, 7.6, revision 6)."""

import stringprep
import unicodedata
from io import BytesIO

from liaison_desk.foundation.core.errors import DeskError

_LONGEST = 127  # bytes of UTF-8; ISO 32000-2, 7.6.4.3.3
_FORBIDDEN = (
    stringprep.in_table_a1,  # not yet in Unicode 3.2: emoji, mostly
    stringprep.in_table_c12,
    stringprep.in_table_c21_c22,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c6,
    stringprep.in_table_c7,
    stringprep.in_table_c8,
    stringprep.in_table_c9,
)


def prepared(password: str) -> str:
    """Return a password in the one form that all ways of typing it have (SASLprep, RFC 4013); DeskError for one PDF cannot have."""
    typed = (sign for sign in password if not stringprep.in_table_b1(sign))
    plain = unicodedata.normalize("NFKC", "".join(" " if stringprep.in_table_c12(sign) else sign for sign in typed))
    if not plain.strip():
        raise DeskError("The packet's password is empty.")
    if len(plain.encode("utf-8", "replace")) > _LONGEST:
        raise DeskError("The packet's password is too long. PDF takes 127 letters, or 42 kanji.")
    if any(forbidden(sign) for sign in plain for forbidden in _FORBIDDEN) or _runs_both_ways(plain):
        raise DeskError(
            "The packet's password has signs that not every PDF viewer takes, such as emoji. Choose another."
        )
    return plain


def _runs_both_ways(plain: str) -> bool:
    """Tell whether a password mixes scripts of both directions, or begins or ends one from right to left with a digit."""
    leftward = [stringprep.in_table_d1(sign) for sign in plain]
    return any(leftward) and (any(map(stringprep.in_table_d2, plain)) or not (leftward[0] and leftward[-1]))


def protect(pdf: bytes, password: str) -> bytes:
    """Return a packet that only a password opens, and whoever opens it may do everything with. Nothing else about it changes.

    How many streams it has, and how long, can still be seen from outside. DeskError for a password that PDF cannot have.
    """
    import pikepdf

    plain = prepared(password)
    # Not every viewer prepares what is typed into it (poppler and Qt do not). A file has two passwords, one of them the owner's:
    # here they are the same one in both forms, so that it opens everywhere.
    typed = password if len(password.encode()) <= _LONGEST else plain
    may_all = pikepdf.Permissions(modify_assembly=True)
    closed = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as packet:
        packet.save(
            closed,
            encryption=pikepdf.Encryption(user=plain, owner=typed, R=6, allow=may_all),
            min_version="2.0",
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
        )
    return closed.getvalue()
