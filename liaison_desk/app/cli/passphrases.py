"""Passphrases on the command line: from the environment or asked for on a terminal, never from an argument that others could read."""

import os
import sys

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.location import looks_encrypted

_DESK, _ARCHIVE, _PACKET, _CERTIFICATE = (
    "LIAISON_DESK_PASSPHRASE",
    "LIAISON_DESK_HANDOVER_PASSPHRASE",
    "LIAISON_DESK_PACKET_PASSWORD",
    "LIAISON_DESK_SIGNING_PASSPHRASE",
)


def desk_passphrase(location: str) -> str:
    """Return the passphrase of an encrypted desk; empty for a plain one."""
    if not looks_encrypted(location):
        return ""
    return os.environ.get(_DESK) or _typed("Passphrase: ") or ""


def new_desk_passphrase() -> str:
    """Return the passphrase for a desk that is to be made; DeskError where there is none."""
    given = os.environ.get(_DESK) or _typed_twice("New passphrase: ", "Once more: ")
    if not given:
        raise DeskError("An encrypted desk needs a passphrase: set LIAISON_DESK_PASSPHRASE or run this in a terminal.")
    return given


def new_archive_passphrase(language: Language) -> str:
    """Return the passphrase for a handover archive that is to be made; DeskError where there is none."""
    given = os.environ.get(_ARCHIVE)
    if given is None:
        given = _typed_twice(language.tr("The archive's new passphrase: "), language.tr("Once more: "))
    return _required(given)


def archive_passphrase(language: Language) -> str:
    """Return the passphrase of a handover archive; DeskError where nobody can say it."""
    given = os.environ.get(_ARCHIVE)
    return _required(_typed(language.tr("The archive's passphrase: ")) if given is None else given)


def _required(given: str | None) -> str:
    if given is None:
        raise DeskError(
            "The archive needs its passphrase: set LIAISON_DESK_HANDOVER_PASSPHRASE or run this in a terminal."
        )
    return given


def new_packet_password(language: Language) -> str:
    """Return the password for a packet that is to be made; DeskError where there is none."""
    given = os.environ.get(_PACKET)
    if given is None:
        given = _typed_twice(language.tr("The packet's new password: "), language.tr("Once more: "))
    if given is None:
        raise DeskError("The packet needs a password: set LIAISON_DESK_PACKET_PASSWORD or run this in a terminal.")
    return given


def certificate_passphrase(language: Language) -> str:
    """Return the passphrase of a certificate file, empty if it has none; DeskError where nobody can say it."""
    given = os.environ.get(_CERTIFICATE)
    if given is None:
        given = _typed(language.tr("The certificate's passphrase: "))
    if given is None:
        raise DeskError(
            "The certificate needs its passphrase: set LIAISON_DESK_SIGNING_PASSPHRASE or run this in a terminal."
        )
    return given


def _typed(prompt: str) -> str | None:
    """Return what is typed at a prompt, unseen; None where there is no terminal, or nothing more comes from it."""
    if not sys.stdin.isatty():
        return None
    import getpass

    try:
        return getpass.getpass(prompt)
    except EOFError:
        return None


def _typed_twice(prompt: str, again: str) -> str | None:
    """Return what is typed at two prompts alike; None where there is no terminal."""
    given = _typed(prompt)
    if given and given != _typed(again):
        raise DeskError("The two passphrases differ. Nothing was made.")
    return given
