"""Dragging an event in a week of 150 events: a repaint during the drag against a frame at 60 a second and a plain repaint."""

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.bench.floors import Ratio, best

_FRAME = 1000 / 60
_EVENTS = 150
_MOVES = 60


def measure(rounds: int) -> list[Ratio]:
    """Return what a mouse move with its repaint costs during a drag, in the grid and in the month."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication, QWidget

    from liaison_desk.calendar.ui.grid.week import WeekView
    from liaison_desk.calendar.ui.month import MonthView, month_span
    from liaison_desk.calendar.ui.view import CalendarView
    from liaison_desk.calendar.words.wording import Wording
    from liaison_desk.domain.duty import duties
    from liaison_desk.domain.profile import DeskProfile
    from liaison_desk.foundation.core.changes import ChangeBus
    from liaison_desk.foundation.core.clock import FixedClock
    from liaison_desk.foundation.core.language import Language
    from liaison_desk.foundation.qt.asker import PreparedAsker
    from liaison_desk.foundation.qt.context import Ui
    from liaison_desk.foundation.qt.desktop import keep_singletons_alive
    from liaison_desk.foundation.qt.icons import Icons
    from liaison_desk.foundation.qt.jobs import Jobs
    from liaison_desk.foundation.qt.relay import ChangeRelay
    from liaison_desk.foundation.qt.settings import Memory
    from liaison_desk.foundation.qt.theme import Theme

    keep_singletons_alive()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme, jobs, profile = Theme(), Jobs(), DeskProfile()
    theme.install(app)
    theme.show_japanese()
    clock = FixedClock(datetime(2026, 11, 24, 16, 41, tzinfo=UTC))
    relay = ChangeRelay(ChangeBus())

    def sent(view: QWidget, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton) -> None:
        place = QPointF(at)
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, place, QPointF(view.mapToGlobal(at)), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view, event)

    def dragging(view: CalendarView, start: QPoint) -> Callable[[], None]:
        """Take hold of what is at a point and return what moves it about, each move painted at once."""
        port = view.viewport()
        sent(port, QEvent.Type.MouseButtonPress, start, Qt.MouseButton.LeftButton)
        sent(port, QEvent.Type.MouseMove, start + QPoint(0, 80), Qt.MouseButton.NoButton)

        def moves() -> None:
            for step in range(_MOVES):
                where = start + QPoint(step * 7 % 400, 80 + step * 3)
                sent(port, QEvent.Type.MouseMove, where, Qt.MouseButton.NoButton)
                port.repaint()

        return moves

    with tempfile.TemporaryDirectory() as folder:
        ui = Ui(
            Language("en"), theme, Icons(theme), jobs, clock, relay, Memory(Path(folder)), PreparedAsker(),
            lambda text, undo: None, lambda ref: None,
        )  # fmt: skip
        wording = Wording(ui.language, lambda: profile)
        found = []
        week, month = WeekView(ui, wording), MonthView(ui, wording)
        for view, first, days in ((week, date(2026, 11, 23), 7), (month, *month_span(date(2026, 11, 1)))):
            view.resize(1010, 720)
            view.show()
            since = datetime.combine(first, datetime.min.time(), UTC) + timedelta(hours=7)
            view.duties = duties(profile, since, since + timedelta(days=days))
            view.show_span(_week(), first, days)
            app.processEvents()
            port = view.viewport()

            def plain(port: QWidget = port) -> None:
                for _ in range(_MOVES // 6):
                    port.repaint()

            plain()
            whole = best(plain, rounds) / (_MOVES // 6)
            moves = dragging(view, view.place_of(view.reading_order()[70]).center())
            moves()
            one = best(moves, rounds) / _MOVES
            name = "grid" if view is week else "month"
            found.append(Ratio(f"drag in the {name}, against a frame", one, _FRAME, 1.0, limit=_FRAME))
            if view is week:  # the month paints all of itself each time, for it is cheap
                found.append(Ratio(f"drag in the {name}, against a repaint", one, whole, 1.0))
            view.close()
        relay.close()
        jobs.close()
    return found


def _week() -> list:
    """Return the occurrences of a full week: many overlap, some are on the way."""
    from liaison_desk.calendar.records import Occurrence, Status
    from liaison_desk.domain.bilingual import Bilingual

    palettes = ("planning", "exercises", "rhythm", "visits", "leave")
    found = []
    for number in range(_EVENTS):
        starts = datetime(2026, 11, 23 + number % 7, 14, tzinfo=UTC) + timedelta(minutes=number // 7 * 25)
        ends = starts + timedelta(minutes=(30, 45, 60, 90)[number % 4])
        wall = starts.replace(tzinfo=None)
        title = Bilingual(f"Coordination of annex {number}", f"附属書{number}の調整")
        found.append(
            Occurrence(
                number + 1,
                f"u{number}",
                1,
                title,
                Bilingual("VTC room B", "会議室B"),
                starts,
                ends,
                wall,
                wall,
                "America/Denver",
                False,
                wall,
                Status.CONFIRMED,
                False,
                palettes[number % 5],
                "Planning",
                travel_before=15 if number % 9 == 0 else 0,
            )
        )
    return sorted(found, key=lambda one: one.starts)
