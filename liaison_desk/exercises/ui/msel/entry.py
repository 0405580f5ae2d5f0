"""The row below the table in which injects are written: a field under each column, and how the time was understood."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.exercises.records import Inject
from liaison_desk.exercises.rules.offsets import parse_offset
from liaison_desk.exercises.ui.msel.columns import ZULU
from liaison_desk.exercises.ui.msel.entering import FIELDS, Entry
from liaison_desk.exercises.ui.msel.table import InjectTable
from liaison_desk.exercises.ui.msel.words import Words
from liaison_desk.foundation.core.errors import DeskError, InvalidError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields.stops import beyond
from liaison_desk.foundation.qt.lines import EntryLine
from liaison_desk.foundation.qt.paint import Text, ZonedTime, paint_time
from liaison_desk.foundation.qt.theme import MEDIUM, Size

_LINE: Final = 34
_LIMITS: Final = {"number": 20, "minutes": 60, "text": 4000, "expected": 4000}
_LIMIT: Final = 200
_SUGGESTED: Final = ("cell", "sender", "receiver", "method", "controller", "kind")
_REASONS: Final = {True: Qt.FocusReason.TabFocusReason, False: Qt.FocusReason.BacktabFocusReason}


class EntryCell(EntryLine):
    """One field of the row. Down offers what is in use; rows of a spreadsheet that are pasted are told instead of joined."""

    pasted = Signal(str)
    came = Signal()
    went = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offered: tuple[str, ...] = ()
        self.setProperty("bare", "true")
        self.setTextMargins(8, 0, 4, 0)

    @property
    def offering(self) -> bool:
        """Whether words are on offer below."""
        popup = self._popup()
        return popup is not None and popup.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the words on offer, close them first at Esc, and hand over what was copied from a spreadsheet."""
        if self.composing:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape and self.offering:
            self.close_offers()
        elif event.key() == Qt.Key.Key_Down and self.completer() is not None and not self.offering:
            self.completer().setCompletionPrefix(self.text())
            if not self.completer().completionCount():
                self.completer().setCompletionPrefix("")
            self.completer().complete()
        elif event.matches(QKeySequence.StandardKey.Paste) and "\t" in QGuiApplication.clipboard().text():
            self.pasted.emit(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def offer(self, words: Iterable[str]) -> None:
        """Offer words that are in use; those that are on offer already stay open."""
        offered = tuple(words)
        if offered != self._offered:
            self._offered = offered
            self.complete_from(offered)
            self.completer().setFilterMode(Qt.MatchFlag.MatchContains)

    def close_offers(self) -> None:
        """Take the words on offer away."""
        popup = self._popup()
        if popup is not None:
            popup.hide()

    def _popup(self) -> QAbstractItemView | None:
        completer = self.completer()
        return None if completer is None else completer.popup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here; what stands here is chosen, so that typing replaces it."""
        super().focusInEvent(event)
        if event.reason() in _REASONS.values():
            self.selectAll()
        self.came.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard has left."""
        super().focusOutEvent(event)
        self.went.emit()


class EntryRow(QWidget):
    """Shows an ``Entry`` and reads it. ``wanted`` says that it shall be kept, ``given_up`` that it shall not, ``left`` that the user has done."""

    wanted = Signal()
    given_up = Signal()
    left = Signal()
    pasted = Signal(str)

    def __init__(self, ui: Ui, words: Words, table: InjectTable) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._table = table
        self._entry = Entry(dict.fromkeys(FIELDS, ""))
        self._problems: dict[str, str] = {}
        titles = {column.key: column.title for column in table.model().columns}
        self.line = _Line(ui, self)
        self.cells: dict[str, EntryCell] = {}
        for name in FIELDS:
            cell = EntryCell()
            cell.setParent(self.line)
            cell.setMaxLength(_LIMITS.get(name, _LIMIT))
            cell.setAccessibleName(titles[name])
            cell.setFont(ui.theme.font(Size.BODY, MEDIUM if name == "number" else 400, tabular=True))
            cell.entered.connect(self.wanted)
            cell.escaped.connect(self._on_escape)
            cell.pasted.connect(self.pasted)
            cell.came.connect(partial(self._on_came, name))
            cell.went.connect(partial(self._on_went, name))
            cell.textEdited.connect(partial(self._on_edited, name))
            self.cells[name] = cell
        self.zulu: ZonedTime | None = None
        self.zulu_place = QRect()
        self._foot()
        self.setFocusProxy(self.cells["number"])
        header = table.horizontalHeader()
        header.sectionResized.connect(lambda *_: self.place())
        header.sectionMoved.connect(lambda *_: self.place())
        header.geometriesChanged.connect(self.place)
        table.horizontalScrollBar().valueChanged.connect(lambda _: self.place())
        table.installEventFilter(self)
        self.show_entry(self._entry)

    def _foot(self) -> None:
        ui, tr = self._ui, self._ui.language.tr
        self.title = Text(ui, "", Size.SECONDARY, MEDIUM, tone="t2")
        self.echo = Text(ui, "", Size.SECONDARY, tone="t2", tabular=True, elide=True)
        self.hint = Text(ui, tr("Tab next · Enter saves · Esc gives up"), Size.SECONDARY, tone="t3")
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 12, 0)
        foot.setSpacing(12)
        foot.addWidget(self.title)
        foot.addWidget(self.echo, 1)
        foot.addWidget(self.hint)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 4)
        outer.setSpacing(2)
        outer.addWidget(self.line)
        outer.addLayout(foot)

    def entry(self) -> Entry:
        """Return what is typed."""
        was = self._entry
        return replace(was, values={name: self._typed(name) for name in FIELDS})

    def _typed(self, name: str) -> str:
        # What one line cannot hold is shown in part and not written here.
        cell = self.cells[name]
        return self._entry.values[name] if cell.isReadOnly() else cell.text()

    def show_entry(self, entry: Entry) -> None:
        """Show what is to be typed further; where the keyboard is, what stands there is chosen."""
        self._entry = entry
        self.clear_problems()
        for name, cell in self.cells.items():
            value = entry.values[name]
            if not cell.isReadOnly() and cell.text() == value:
                continue  # the cursor stays where it is
            cell.setText(value)
            several = len(value.splitlines()) > 1 or cell.text() != value  # what one line cannot hold is not cut here
            cell.setReadOnly(several)
            cell.setToolTip(
                self._ui.language.tr("This has more than one line holds: write it in the pane beside.")
                if several
                else ""
            )
            if several:
                cell.setText(" ".join(value.split()))
            cell.setCursorPosition(0)
            if cell.hasFocus():
                cell.selectAll()
        tr = self._ui.language.tr
        number = entry.base.number if entry.base is not None and entry.base.id else ""
        self.title.set_text(tr("Changing {number}", number=number) if number else tr("New inject"))
        self._show_echo()

    @property
    def changes(self) -> Inject | None:
        """The inject that is being changed; None while a new one is written."""
        base = self._entry.base
        return base if base is not None and base.id else None

    def offer(self, used: Mapping[str, Iterable[str]]) -> None:
        """Offer what is in use, by field; the objectives by their numbers and words."""
        for name in _SUGGESTED:
            self.cells[name].offer(used.get(name, ()))
        self.cells["objective"].offer(said for _, said in self._words.objectives())
        self.cells["minutes"].setToolTip(self._words.convention())

    def show_titles(self, *, on: bool) -> None:
        """Say in the empty fields what they hold, where no headings stand above them."""
        for cell in self.cells.values():
            cell.setPlaceholderText(cell.accessibleName() if on else "")

    def show_problems(self, error: InvalidError) -> None:
        """Show what is wrong in its fields and go to the first."""
        language = self._ui.language
        self._problems = {}
        for problem in error.problems:
            self._problems.setdefault(problem.field, language.tr(problem.text, **dict(problem.values)))
        self._close_offers()
        first = next((name for name in self._stops() if name in self._problems), "")
        if first:
            self.cells[first].setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_wrong()

    def clear_problems(self) -> None:
        """Take all messages away."""
        self._problems = {}
        self._show_wrong()

    def begin(self, name: str = "number") -> None:
        """Put the keyboard into a field, with what stands there chosen."""
        self._close_offers()
        stops = self._stops()
        cell = self.cells[name if name in stops or not stops else stops[0]]
        cell.setFocus(Qt.FocusReason.OtherFocusReason)
        cell.selectAll()

    def wrong(self, name: str) -> bool:
        """Tell whether a field holds something that means nothing."""
        return name in self._problems

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on as the columns stand; beyond the last one to what comes after the row."""
        stops = self._stops()
        at = next((name for name in stops if self.cells[name].hasFocus()), "")
        if not at:
            return super().focusNextPrevChild(forward)
        self._close_offers()
        to = stops.index(at) + (1 if forward else -1)
        if 0 <= to < len(stops):
            self.cells[stops[to]].setFocus(_REASONS[forward])
            return True
        other = beyond(self, forward=forward)
        if other is None:
            return super().focusNextPrevChild(forward)
        other.setFocus(_REASONS[forward])
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay below the columns when the table has another size."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Put the fields below their columns."""
        header = self._table.horizontalHeader()
        for number, column in enumerate(self._table.model().columns):
            place = QRect(header.sectionViewportPosition(number), 1, header.sectionSize(number), _LINE - 2)
            hidden = header.isSectionHidden(number)
            if column.key == ZULU:
                self.zulu_place = QRect() if hidden else place.adjusted(8, 0, 0, 0)
            elif column.key in self.cells:
                self.cells[column.key].setVisible(not hidden)
                self.cells[column.key].setGeometry(place)
        self.line.update()

    def _close_offers(self) -> None:
        for cell in self.cells.values():
            cell.close_offers()

    def _stops(self) -> list[str]:
        keys = [self._table.model().columns[number].key for number in self._table.columns_shown()]
        return [key for key in keys if key in self.cells]

    def _on_escape(self) -> None:
        if self.entry().touched or self.changes is not None:
            self.given_up.emit()
        else:
            self.left.emit()

    def _on_came(self, name: str) -> None:
        # A column outside the sight is brought into it.
        for number, column in enumerate(self._table.model().columns):
            if column.key == name:
                bar, header = self._table.horizontalScrollBar(), self._table.horizontalHeader()
                left, width = header.sectionViewportPosition(number), header.sectionSize(number)
                if left < 0:
                    bar.setValue(bar.value() + left)
                elif left + width > self._table.viewport().width():
                    bar.setValue(bar.value() + left + width - self._table.viewport().width())
        self.line.update()
        self._show_echo()

    def _on_went(self, name: str) -> None:
        self.cells[name].close_offers()
        if name == "minutes" and self.cells[name].text().strip():
            self._check_time()
        self.line.update()

    def _check_time(self) -> None:
        text = self.cells["minutes"].text()
        try:
            minutes = parse_offset(text, self._words.start, self._entry.day)
        except DeskError as error:
            self._problems["minutes"] = self._ui.words(error)
        else:
            self._problems.pop("minutes", None)
            if text != self._words.time(minutes):
                self.cells["minutes"].setText(self._words.time(minutes))
        self._show_wrong()

    def _on_edited(self, name: str, _text: str) -> None:
        self._problems.pop(name, None)
        self._show_wrong()

    def _show_wrong(self) -> None:
        for name, cell in self.cells.items():
            cell.setAccessibleDescription(self._problems.get(name, ""))
        self.line.update()
        self._show_echo()

    def _show_echo(self) -> None:
        focused = next((name for name, cell in self.cells.items() if cell.hasFocus()), "")
        problem = self._problems.get(focused) or next(iter(self._problems.values()), "")
        minutes = None
        text = self.cells["minutes"].text()
        try:
            minutes = parse_offset(text, self._words.start, self._entry.day) if text.strip() else None
        except DeskError:
            minutes = None
        self.zulu = None if minutes is None else self._words.zulu(minutes)
        self.line.update()
        said = "" if minutes is None else self._words.echo(minutes, text)
        self.echo.set_tone("red" if problem else "t2")
        self.echo.set_text(problem or said or (self._words.convention() if focused == "minutes" else ""))


class _Line(QWidget):
    """The ground of the fields, like cells of a spreadsheet: where the keyboard is, is framed; what is wrong is framed red."""

    def __init__(self, ui: Ui, row: EntryRow) -> None:
        super().__init__()
        self._ui = ui
        self._row = row
        self.setFixedHeight(_LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, separators and frames."""
        del event
        painter, color = QPainter(self), self._ui.theme.color
        painter.fillRect(self.rect(), color("surf"))
        painter.fillRect(QRect(0, 0, self.width(), 1), color("line2"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), color("line2"))
        if self._row.zulu is not None and self._row.zulu_place.isValid():
            paint_time(self._ui, painter, self._row.zulu_place, self._row.zulu, tone="t3")
        for name, cell in self._row.cells.items():
            if cell.isHidden():
                continue
            frame = cell.geometry()
            painter.fillRect(QRect(frame.right(), 1, 1, _LINE - 2), color("line"))
            tone = "red" if self._row.wrong(name) else "acc" if cell.hasFocus() else ""
            if tone:
                painter.setPen(QPen(color(tone), 2))
                painter.drawRect(frame.adjusted(1, 0, -1, 0))
