"""Nations by their codes, and how much is done, as forms of tasks read them."""

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ParsedField
from liaison_desk.tasks.ui.words import Words

_LONGEST_CODE = 11


def nation_field(ui: Ui, words: Words) -> ParsedField:
    """Return a field for a nation's code; the host's and the home nation's are offered."""
    profile = words.profile()
    field = ParsedField(ui, _nation, str, placeholder=f"{profile.home} · {profile.host}")
    field.input.complete_from((profile.home, profile.host))
    return field


def read_percent(typed: str) -> int:
    """Read how much is done; raises DeskError."""
    number = typed.replace("%", "").replace("\uff05", "").strip()
    if not number.isdecimal() or int(number[:4]) > 100:
        raise DeskError("Progress is a number from 0 to 100.")
    return int(number)


def _nation(typed: str) -> str:
    code = typed.strip().upper()
    if not (code.isascii() and code.isalnum() and 2 <= len(code) <= _LONGEST_CODE):
        raise DeskError("“{code}” is no nation's code. Type one such as JPN.", code=typed[:20])
    return code
