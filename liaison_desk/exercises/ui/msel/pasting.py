"""Rows of a spreadsheet pasted into a MSEL: read and looked over, told with the numbers of their lines, then added all at once or not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject

from liaison_desk.exercises.records import Exercise, Inject
from liaison_desk.exercises.rules.pasting import Pasted, read_pasted
from liaison_desk.exercises.service.msel import Msel
from liaison_desk.exercises.ui.msel.words import Words
from liaison_desk.foundation.core.errors import DeskError, InvalidError
from liaison_desk.foundation.qt.context import Ui

_LISTED: Final = 12
_HEAD: Final = 40


@dataclass(frozen=True, slots=True)
class Looked:
    """The injects that may be added, what is wrong with the other lines, by their numbers, and columns nobody knows."""

    injects: tuple[Inject, ...]
    wrong: tuple[tuple[int, DeskError], ...]
    unknown: tuple[str, ...]


class Pasting:
    """Takes pasted rows in. ``failed`` shows what cannot be read at all, ``done`` gets the injects that were added."""

    def __init__(
        self, ui: Ui, words: Words, msel: Msel, owner: QObject, failed: Callable[[Exception], None],
        done: Callable[[list[Inject]], object], undo: Callable[[], object],
    ) -> None:  # fmt: skip
        self._ui = ui
        self._words = words
        self._msel = msel
        self._owner = owner
        self._failed = failed
        self._done = done
        self._undo = undo

    def take(self, text: str) -> None:
        """Read pasted text, ask with a summary, and add what was understood."""
        exercise = self._words.exercise
        if exercise is None:
            return
        side, objective = self._words.side, self._words.read_objective
        marking = self._words.profile().default_marking

        def work() -> Looked:
            taken = self._msel.numbers(exercise.id)
            last = max(taken, key=lambda number: taken[number], default="")
            pasted = read_pasted(text, self._words.start, side, taken, last)
            return self._look_over(exercise, pasted, objective, marking)

        self._ui.jobs.database.run(work, self._ask, self._failed, owner=self._owner)

    def _look_over(
        self, exercise: Exercise, pasted: Pasted, objective: Callable[[str], str], marking: object
    ) -> Looked:
        good: list[Inject] = []
        wrong = list(pasted.wrong)
        for row in pasted.rows:
            try:
                one = row.inject(exercise.id, objective(row.objective), marking)
                self._msel.require_valid(one)
            except InvalidError as error:
                first = error.problems[0]
                wrong.append((row.line, DeskError(first.text, **dict(first.values))))
            except DeskError as error:
                wrong.append((row.line, error))
            else:
                good.append(one)
        return Looked(tuple(good), tuple(sorted(wrong, key=lambda one: one[0])), pasted.unknown)

    def _ask(self, looked: Looked) -> None:
        tr, count = self._ui.language.tr, self._ui.language.count
        good, wrong = len(looked.injects), len(looked.wrong)
        title = count("Add {n} inject from the clipboard?", "Add {n} injects from the clipboard?", good)
        if not wrong:
            said = "\n".join([tr("All lines were understood."), *self._left_out(looked)])
            if good and self._ui.ask.confirm(title, said, tr("Add them")):
                self._add(looked.injects)
            return
        lines = [
            tr("Line {line}: {problem}", line=line, problem=self._ui.words(error))
            for line, error in looked.wrong[:_LISTED]
        ]
        if wrong > _LISTED:
            lines.append(count("and {n} more line", "and {n} more lines", wrong - _LISTED))
        if not good:
            self._failed(DeskError("No line was understood. {problems}", problems=" ".join(lines[:3])))
            return
        said = count(
            "{n} line was not understood and would be left out:",
            "{n} lines were not understood and would be left out:",
            wrong,
        )
        action = (
            count("Add {n} without it", "Add {n} without them", good)
            if wrong == 1
            else tr("Add {n} without them", n=good)
        )
        if self._ui.ask.confirm(title, "\n".join([said, *lines, *self._left_out(looked)]), action):
            self._add(looked.injects)

    def _left_out(self, looked: Looked) -> list[str]:
        """Return what is said of columns that have no place in a MSEL; nothing where there is none."""
        if not looked.unknown:
            return []
        heads = [head[:_HEAD] for head in looked.unknown[:_LISTED]]
        names = self._ui.language.tr(", ").join([*heads, *(["…"] if len(looked.unknown) > _LISTED else [])])
        return [
            self._ui.language.count(
                "The column {names} means nothing here and is left out.",
                "The columns {names} mean nothing here and are left out.",
                len(looked.unknown),
                names=names,
            )
        ]

    def _add(self, injects: tuple[Inject, ...]) -> None:
        count = self._ui.language.count

        def added(kept: list[Inject]) -> None:
            self._ui.notify(count("{n} inject added.", "{n} injects added.", len(kept)), self._take_back)
            self._done(kept)

        self._ui.jobs.database.run(
            lambda: self._msel.save_all(injects, "Add injects"), added, self._failed, owner=self._owner
        )

    def _take_back(self) -> None:
        self._ui.jobs.database.run(self._undo, None, self._failed, owner=self._owner)
