"""Holds what an archive brings against this desk's ceiling, whatever the other desk might keep."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ceiling import check_ceiling, text_problems
from liaison_desk.domain.grammar import Grammar
from liaison_desk.domain.marking import MARKINGS, Level, Marking
from liaison_desk.foundation.core.errors import DeskError, RefusedError
from liaison_desk.foundation.database.snapshot import Row, Snapshot


@dataclass(frozen=True, slots=True)
class Ceiling:
    """This desk's ceiling. Texts are read for markings only where the other desk (``theirs``) may keep more than this one."""

    level: Level
    grammar: Grammar
    home: str
    theirs: Level

    def refusal(self, shot: Snapshot) -> DeskError | None:
        """Return why a record may not be kept, ``None`` if it may."""
        rows: list[Row] = [shot.row, *(row for rows in shot.parts.values() for row in rows)]
        try:
            for row in rows:
                for name, value in row.items():
                    if name in MARKINGS and value:
                        check_ceiling(Marking.decode(value), self.level)
        except DeskError as error:
            return error
        except ValueError:
            return RefusedError("A marking cannot be read.")
        if self.theirs > self.level:
            texts = {str(number): Bilingual(text) for number, text in enumerate(_texts(rows))}
            for problem in text_problems(texts, self.level, self.grammar, self.home):
                return RefusedError(problem.text, **dict(problem.values))
        return None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)
    elif hasattr(value, "values"):
        yield from _texts(list(value.values()))
