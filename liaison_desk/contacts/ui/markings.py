"""A contact's marking: the chip that shows it, the choices and the grammar of the field that edits it."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from liaison_desk.contacts.ui.chips import MarkChip
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ceiling import guard
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Marking, describe, may_read
from liaison_desk.domain.nations import load_groups
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem, RefusedError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Chip


def portion_mark(marking: Marking | None, profile: DeskProfile) -> str:
    """Return the portion mark in the desk's grammar; empty for what is unmarked."""
    return load_grammar(profile.policy).portion(marking) if marking is not None else ""


def marking_chip(ui: Ui, marking: Marking | None, profile: DeskProfile) -> QWidget:
    """Return the chip that says who may read a record."""
    if marking is None:
        return Chip(ui, ui.language.tr("Unmarked, stays with you"), "amb", "lock")
    return MarkChip(ui, portion_mark(marking, profile), describe(marking, ui.language))


def stays_home(marking: Marking | None, profile: DeskProfile) -> bool:
    """Tell whether a record is withheld from every packet for the host."""
    return not may_read(marking, profile.host, load_groups())


def guard_texts(texts: Mapping[str, Bilingual], profile: DeskProfile) -> None:
    """Refuse texts that begin with, or hold a line with, a marking above the ceiling: InvalidError, by field name."""
    problems = []
    grammar = load_grammar(profile.policy)
    for name, text in texts.items():
        for wording in (text.host, text.home):
            try:
                guard(wording, profile.ceiling, grammar, profile.home)
            except RefusedError as error:
                problems.append(Problem(name, error.text, tuple(error.values.items())))
            except DeskError:
                continue  # brackets that only look like a mark are ordinary words here
    if problems:
        raise InvalidError(problems)
