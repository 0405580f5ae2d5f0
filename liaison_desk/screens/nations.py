"""Nations in forms: found by typing, and what typed words mean."""

from collections.abc import Callable, Sequence
from typing import Final

from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.fields.records import Search

NATION: Final = "nation"


def nation_refs(called: Callable[[str], str], codes: Sequence[str], typed: str = "") -> list[RecordRef]:
    """Return nations as a finder offers them, by name: those whose name or trigraph begins a word with what is typed."""
    wanted = fold(typed)
    refs = [RecordRef(NATION, number, called(code)) for number, code in enumerate(codes, 1)]
    fitting = [ref for ref, code in zip(refs, codes, strict=True) if wanted in fold(ref.label) or fold(code) == wanted]
    return sorted(fitting, key=lambda ref: (not fold(ref.label).startswith(wanted), ref.label))


def nation_finder(called: Callable[[str], str]) -> Search:
    """Return what finds nations as they are ``called`` in a language."""
    codes = [one.code for one in load_nations().all()]
    return lambda typed: nation_refs(called, codes, typed)


def nation_meant(said: str) -> str:
    """Return the trigraph that typed words mean; empty where they mean none."""
    known = load_nations()
    if said.upper() in known:
        return said.upper()
    wanted = fold(said)
    return next((one.code for one in known.all() if wanted in {fold(one.name("en")), fold(one.name("ja"))}), "")


def nation_typed(said: str) -> str:
    """Return the trigraph that typed words mean, empty for none typed. Raises DeskError for what is no nation."""
    code = nation_meant(said) if said else ""
    if said and not code:
        raise DeskError("There is no nation called “{name}”. Choose one from the list.", name=said[:60])
    return code
