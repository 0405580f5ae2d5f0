"""The timeline of 2,000 occurrences: what laying out and painting cost beside the bare work, and that sight alone is painted."""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from liaison_desk.app.founding import new_profile
from liaison_desk.calendar.records import Calendar, Occurrence, Status
from liaison_desk.domain.bilingual import Bilingual
from tests.bench.floors import Ratio, best

MANY = 2000
DAYS = 900
FRAME = 16.0  # milliseconds a painting may take to stay smooth
_PALETTES = ("planning", "exercises", "rhythm", "visits", "leave")
_START = datetime(2026, 10, 1, tzinfo=UTC)


def measure(rounds: int) -> list[Ratio]:
    """Return what our layout and our painting cost beside measuring and drawing the same words and bars without any order."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QFontMetricsF, QImage, QPainter
    from PySide6.QtWidgets import QApplication

    from liaison_desk.calendar.ui.timeline.axis import Window, zoom_of
    from liaison_desk.foundation.qt.desktop import keep_singletons_alive
    from liaison_desk.foundation.qt.theme import MEDIUM, Size

    keep_singletons_alive()
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        view = _view(app, Path(folder))
        view.resize(1200, 900)
        calendars = [Calendar(id=n + 1, name=Bilingual(name.title()), palette=name) for n, name in enumerate(_PALETTES)]
        view.know(calendars, {})
        view.sight = Window(_START.date(), zoom_of("24m"))
        many = occurrences(MANY)
        view.show_span(many, _START.date(), DAYS)
        font = view.ui.theme.font(Size.SECONDARY, MEDIUM)
        advance = QFontMetricsF(font).horizontalAdvance

        def bare_layout() -> None:
            sorted((one.starts, advance(one.title.host)) for one in many)

        results = [Ratio("timeline: lay out 2,000", best(view.lay_out, rounds), best(bare_layout, rounds), 4.0)]
        image = QImage(view.viewport().size(), QImage.Format.Format_ARGB32_Premultiplied)
        shown = sum(len(lane) for row in view.rows for lane in row.lanes)
        strokes = sum(len(row.ticks) for row in view.rows)

        def paint() -> None:
            view.viewport().render(image)

        def bare_paint() -> None:  # the words once; ours have a halo of two more
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(font)
            for number in range(shown):
                painter.drawRoundedRect(number % 900, number % 700, 40, 20, 5, 5)
                painter.drawText(number % 900, number % 700 + 14, "Working group on data")
            for number in range(strokes):
                painter.fillRect(number % 900, number % 700, 2, 8, view.ui.theme.color("acc"))
            painter.end()

        results.append(
            Ratio("timeline: paint 24 months of them", best(paint, rounds), best(bare_paint, rounds), 6.0, limit=FRAME)
        )
        view.sight = Window(_START.date() + timedelta(days=300), zoom_of("2w"))
        near = [one for one in many if abs((one.starts - _START).days - 307) < 60]
        view.show_span(near, _START.date(), DAYS)
        alone = best(paint, rounds)
        view.show_span(many, _START.date(), DAYS)
        results.append(Ratio("timeline: paint 2 weeks, 2,000 read", best(paint, rounds), alone, 1.5))
        view.close()
    return results


def occurrences(many: int) -> list[Occurrence]:
    """Return occurrences of some two and a half years: half of them of series, a tenth lasting days."""
    random = Random(7)
    found = []
    for number in range(many):
        start = _START + timedelta(days=random.randrange(DAYS), minutes=15 * random.randrange(60, 100))
        series, days = number % 2 == 0, number % 10 == 1
        if days:
            start = start.replace(hour=0, minute=0)
        length = timedelta(days=random.randrange(1, 20)) if days else timedelta(minutes=60)
        which = random.randrange(len(_PALETTES))
        values: dict[str, Any] = {
            "event_id": number + 1, "uid": f"u{number}", "calendar_id": which + 1, "place": Bilingual(),
            "title": Bilingual(f"Working group on data {number % 300}"), "starts": start, "ends": start + length,
            "start": start.replace(tzinfo=None), "end": (start + length).replace(tzinfo=None), "zone": "America/Denver",
            "all_day": days, "status": Status.CONFIRMED, "recurring": series, "at": start.replace(tzinfo=None),
            "palette": _PALETTES[which],
        }  # fmt: skip
        found.append(Occurrence(**values))
    return sorted(found, key=lambda one: one.starts)


def _view(app: Any, folder: Path) -> Any:
    from liaison_desk.calendar.ui.timeline.view import TimelineView
    from liaison_desk.calendar.words.wording import Wording
    from liaison_desk.foundation.core.changes import ChangeBus
    from liaison_desk.foundation.core.clock import FixedClock
    from liaison_desk.foundation.core.language import Language
    from liaison_desk.foundation.qt.asker import PreparedAsker
    from liaison_desk.foundation.qt.context import Ui
    from liaison_desk.foundation.qt.icons import Icons
    from liaison_desk.foundation.qt.jobs import Jobs
    from liaison_desk.foundation.qt.relay import ChangeRelay
    from liaison_desk.foundation.qt.settings import Memory
    from liaison_desk.foundation.qt.theme import Theme

    theme = Theme()
    theme.install(app)
    ui = Ui(
        Language("en"), theme, Icons(theme), Jobs(), FixedClock(_START), ChangeRelay(ChangeBus()), Memory(folder), PreparedAsker(),
        lambda text, undo: None, lambda ref: None,
    )  # fmt: skip
    profile = new_profile("JPN", "USA")
    return TimelineView(ui, Wording(ui.language, lambda: profile))
