"""The pen: words, areas and strokes of a page in PDF's own operators, which ReportLab would format number by number in Python."""

import re
from collections.abc import Iterable, Mapping, Sequence

from liaison_desk.briefings.render.file import quoted
from liaison_desk.briefings.render.fonts import Codes
from liaison_desk.briefings.render.kinsoku import stretches
from liaison_desk.briefings.render.strips import BLACK, Shape

NAMES = ("F1", "F2")
"""What the resources of a page call the regular and the bold type."""
_APART = 0.095
"""Ems between characters above which readers of the text would see blanks."""
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")

Stroke = tuple[float, float, float, float]
"""From where to where on the page."""


class Pen:
    """Writes the text of a page. With ``foreign`` Japanese among other words says that it is."""

    def __init__(self, codes: Sequence[Codes], foreign: bool = False) -> None:
        self._code = ["BT"]
        self._codes = [one.__getitem__ for one in codes]
        self._foreign = foreign
        self._set: tuple[bool, float] | None = None
        self._gray = -1.0
        self._apart = 0.0

    def write(
        self, x: float, y: float, words: str, size: float, bold: bool = False, gray: float = BLACK, spread: float = 0.0
    ) -> None:
        """Write cleaned text with its baseline beginning at a point of the page, stretched by ``spread``."""
        if not words:
            return
        code = self._code
        if gray != self._gray:
            self._gray = gray
            code.append(f"{gray:g} g")
        if self._set != (bold, size):
            self._set = (bold, size)
            code.append(f"/{NAMES[bold]} {size:g} Tf")
        shown = "".join(map(self._codes[bold], words))
        said = f"1 0 0 1 {x:.2f} {y:.2f} Tm"
        if spread:
            said += self._stretched(words, shown, spread)
        elif self._apart:
            self._apart = 0.0
            said += f" 0 Tc({shown})Tj"
        else:
            said += f"({shown})Tj"
        if spread > _APART * size:
            said = f"{told_as(words)}\n{said}\nEMC"
        if self._foreign and not words.isascii() and 2 * len(_JAPANESE.findall(words)) > len(words):
            said = f"/Span<</Lang(ja)>>BDC\n{said}\nEMC"
        code.append(said)

    def _stretched(self, words: str, shown: str, spread: float) -> str:
        """Return what shows words with room between their characters, wherever some may go."""
        said, at = [], 0
        for bound, room in stretches(words, spread):
            if bound > at:
                if room != self._apart:
                    self._apart = room
                    said.append(f" {room:.3f} Tc")
                said.append(f"({shown[2 * at : 2 * bound]})Tj")
                at = bound
        return "".join(said)

    def begin(self, kind: str, mark: int) -> None:
        """Begin words that belong to an element, as number ``mark`` of the page."""
        self._code.append(f"/{kind}<</MCID {mark}>>BDC")

    def furnish(self) -> None:
        """Begin words that are there for the eye alone."""
        self._code.append("/Artifact BMC")

    def end(self) -> None:
        """End what was begun last."""
        self._code.append("EMC")

    def leave(self) -> int:
        """Leave a place in the text for words that are not known yet, and return it."""
        self._code += ("0 Tc", "")
        self._set, self._gray, self._apart = None, -1.0, 0.0
        return len(self._code) - 1

    def fill(self, place: int, x: float, y: float, words: str, size: float) -> None:
        """Write the words of a place that was left."""
        code, self._code = self._code, []
        self._set, self._gray, self._apart = None, -1.0, 0.0
        self.write(x, y, words, size)
        code[place] = "\n".join(self._code)
        self._code = code

    @property
    def text(self) -> str:
        """All that was written; empty if it is nothing."""
        end = ("0 Tc", "ET") if self._apart else ("ET",)
        return "\n".join((*self._code, *end)) if len(self._code) > 1 else ""


def told_as(words: str) -> str:
    """Return what tells readers of the text the words that follow up to EMC, however far apart they are drawn."""
    return f"/Span<</ActualText{quoted(words)}>>BDC"


def paint(shapes: Iterable[tuple[float, Shape]], left: float) -> str:
    """Return areas and lines, each with the height its strip begins at: a page of a timeline has thousands."""
    code: list[str] = []
    state: tuple[float, float, tuple[float, ...]] = (-1.0, -1.0, ())
    for top, shape in shapes:
        points = [f"{left + x:.2f} {top - y:.2f}" for x, y in shape.points]
        path = f"{points[0]} m {' '.join([f'{point} l' for point in points[1:]])}"
        if shape.fill is not None:
            code.append(f"{shape.fill:g} g {path} f")
        if shape.width:
            wanted = (shape.width, shape.gray, shape.dash)
            if wanted != state:
                state = wanted
                dash = " ".join([f"{length:g}" for length in shape.dash])
                code.append(f"{shape.width:g} w {shape.gray:g} G [{dash}] 0 d")
            code.append(f"{path} S")
    return artifact("\n".join(code))


def strike(strokes: Mapping[tuple[float, float], Iterable[Stroke]]) -> str:
    """Return strokes, all of one width and gray in one path."""
    code = []
    for (width, gray), lines in strokes.items():
        path = "\n".join([f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l" for x1, y1, x2, y2 in lines])
        code.append(f"{width:g} w {gray:g} G\n{path}\nS")
    return artifact("\n".join(code))


def artifact(code: str, what: str = "") -> str:
    """Return what is drawn for the eye alone, with its graphics state; ``what`` are the entries that tell what it is (14.8.2.2)."""
    if not code:
        return ""
    begun = f"/Artifact<<{what}>>BDC" if what else "/Artifact BMC"
    return f"{begun}\nq\n{code}\nQ\nEMC"
