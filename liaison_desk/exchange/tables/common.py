"""What every table's rows share: uid, marking, texts of both sides, leftovers that must not be lost."""

from collections.abc import Iterable
from uuid import NAMESPACE_URL, uuid5

from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.record import Record
from liaison_desk.exchange.result import LineProblem, ReadSettings
from liaison_desk.exchange.tables.headings import Cells
from liaison_desk.exchange.vcard.sides import Sides
from liaison_desk.foundation.core.errors import DeskError


class RowReading:
    """What reading one row needs: the desk's settings, the habit of the file's dates, and a list for what is wrong."""

    def __init__(self, settings: ReadSettings, *, days_first: bool = False) -> None:
        self.settings = settings
        self.days_first = days_first
        self.problems: list[LineProblem] = []
        self._sides = Sides.of(settings)

    def tell(self, cells: Cells, text: str, **values: object) -> None:
        """List a problem with this row."""
        self.problems.append(LineProblem(cells.line, text, values))

    def sided(self, text: str) -> Bilingual:
        """Put a text on the side whose script it is in."""
        if not text:
            return Bilingual()
        return Bilingual(home=text) if self._sides.guess(text) is Side.HOME else Bilingual(host=text)

    def pair(self, cells: Cells, name: str, *plain: str) -> Bilingual:
        """Return the text of both sides (``name_host``, ``name_home``), else a plain one put on its side."""
        host, home = cells.get(f"{name}_host"), cells.get(f"{name}_home")
        return Bilingual(host, home) if host or home else self.sided(cells.take(name, *plain))

    def marking(self, cells: Cells) -> Marking | None:
        """Return the marking that this desk wrote, else the one the settings give; a damaged one leaves the record unmarked.

        So does one that people typed, unless it says what the settings give: nothing comes in more openly than its own row says.
        """
        written = cells.get("marking")
        if not written:
            return self._typed(cells)
        try:
            return Marking.decode(written)
        except DeskError:
            self.tell(cells, "The marking is damaged; the record stays unmarked: {value}", value=written[:80])
            return None

    def _typed(self, cells: Cells) -> Marking | None:
        """Return the marking of a row that tells it in words alone, or not at all; what is above the ceiling keeps its level, so that it is refused."""
        said, usual = cells.get("marking_text"), self.settings.marking
        if cells.get("uid"):  # this desk writes what is unmarked as unmarked
            return None
        if not said:
            return usual
        grammar, home = load_grammar(self.settings.policy), self.settings.home_nation
        level = grammar.level_of(said)
        if level is not None and level > self.settings.ceiling:
            return Marking(home, level)
        try:
            if usual is not None and usual == grammar.parse(said, usual.originator or home).marking:
                return usual
        except DeskError:  # whatever it says, it is not the usual one
            pass
        self.tell(cells, "The marking is given in words alone; the record stays unmarked: {value}", value=said[:80])
        return None

    def with_others(self, text: Bilingual, cells: Cells, extra: Iterable[str] = ()) -> Bilingual:
        """Add to a text what has no field of its own, a line each, so that nothing is lost."""
        lines = [*extra, *(f"{heading}: {value}" if heading else value for heading, value in cells.others)]
        if not lines:
            return text
        added = "\n".join(lines)
        if text.home and not text.host:
            return Bilingual(home=f"{text.home}\n\n{added}")
        if text.host:
            return Bilingual(f"{text.host}\n\n{added}", text.home)
        return self.sided(added)


def uid_of(cells: Cells, kind: str, *told: str) -> str:
    """Return the row's uid, or one made of what the record is known by, so that reading twice makes no second record."""
    return cells.get("uid") or str(uuid5(NAMESPACE_URL, "\n".join((f"table:{kind}", *told))))


def head_of(record: Record) -> dict[str, str]:
    """Return the fields that every record's row begins with."""
    return {"uid": record.uid, **marking_of(record.marking)}


def marking_of(marking: Marking | None, name: str = "marking") -> dict[str, str]:
    """Return a marking in words and exactly; both empty for an unmarked record."""
    if marking is None:
        return {}
    return {f"{name}_text": load_grammar("us").banner(marking), name: marking.encode()}


def pair_of(name: str, text: Bilingual) -> dict[str, str]:
    """Return a text of both sides as two fields."""
    return {f"{name}_host": text.host, f"{name}_home": text.home}
