"""Exporting events from the calendar: which, for whom, in which form; then how many went out, and what stayed with the officer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from liaison_desk.app.desk import Desk
from liaison_desk.app.outgoing.calendar_export import (
    CalendarExport,
    Exported,
    export_calendar,
    require_apart,
    save_withheld,
)
from liaison_desk.briefings.records import WithheldReport
from liaison_desk.briefings.ui.inspector.withheld import WithheldBox
from liaison_desk.calendar.records import Calendar
from liaison_desk.calendar.ui.outside import ExportFrom
from liaison_desk.domain.marking import list_order
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.typed import day_reader
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem
from liaison_desk.foundation.core.files import file_name
from liaison_desk.foundation.qt.buttons import PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog, FormDialog
from liaison_desk.foundation.qt.fields import Chips, Choice, DateField, Form
from liaison_desk.foundation.qt.jobs import Progress
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.theme import Size

_EVENT: Final = "event"
_DAYS: Final = "days"
_CALENDAR: Final = "calendar"
_ALL: Final = "all"
_OWN: Final = "own"
_OTHERS: Final = "others"
_FORMATS: Final[tuple[tuple[str, str], ...]] = (
    ("ics", "iCalendar"),
    ("csv", "CSV"),
    ("xlsx", "Excel"),
    ("json", "JSON"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be exported, and into which file."""

    export: CalendarExport
    target: Path


class CalendarExportDialog(FormDialog):
    """What is exported. ``wanted`` is what was asked for, once the user has chosen a file for it."""

    def __init__(
        self, ui: Ui, profile: DeskProfile, calendars: Sequence[Calendar], start: ExportFrom, names: Mapping[int, str],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        form = Form(ui)
        super().__init__(
            ui, tr("Export calendar"), form, action=tr("Choose a file…"), collect=self._collect, commit=lambda _: None,
            parent=parent,
        )  # fmt: skip
        self.wanted: Wanted | None = None
        self._start = start
        what = [(_EVENT, tr("This event"))] if start.event is not None else []
        what += [(_DAYS, tr("The shown days") if start.event is None else tr("The days of the event"))]
        what += [(_CALENDAR, tr("One calendar"))] if calendars else []
        what += [(_ALL, tr("All calendars"))]
        form.add("what", tr("Which events"), Choice(ui, what)).changed.connect(self._on_what)
        form.add("calendar", tr("Calendar"), Choice(ui, [(one.id, names[one.id]) for one in calendars]))
        form.add("since", tr("From"), DateField(ui, day_reader(lambda: profile, ui.clock.now, happened=None)))
        form.add("until", tr("To"), DateField(ui, day_reader(lambda: profile, ui.clock.now, happened=None)))
        whose = ((_OWN, tr("My own copy, with everything")), (_OTHERS, tr("For others, what they may have")))
        form.add("whose", tr("For whom"), Choice(ui, whose)).changed.connect(self._on_whose)
        form.add("audience", tr("Audience"), Chips(ui, tr("Add a nation, such as AUS")))
        form.add("format", tr("Format"), Choice(ui, _FORMATS))
        self.note = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        form.add_wide(self.note)
        chosen = _EVENT if start.event is not None else _CALENDAR if start.calendar_id else _DAYS
        values: dict[str, Any] = {"what": chosen, "audience": list_order({profile.host, profile.home})}
        values |= {"calendar": start.calendar_id} if start.calendar_id in names else {}
        form.fill(values)
        self._on_what()
        self._on_whose()
        form.settle()

    def show_again(self, before: Mapping[str, Any], error: Exception) -> None:
        """Show what was asked for before, and why it was not written."""
        self.form.fill({name: before[name] for name in ("what", "calendar", "whose") if before[name] is not None})
        self._on_what()
        self._on_whose()
        self.form.fill({name: before[name] for name in ("since", "until", "audience", "format")})
        self.strip.show_error(error)

    def act(self) -> None:
        """Ask for the file; the dialog is left once there is one."""
        self.strip.hide()
        if not self.form.check():
            return
        try:
            export = self._collect()
        except DeskError as error:
            self._on_failed(error)
            return
        ending = self.form.field("format").value()
        name = dict(_FORMATS)[ending]
        tr = self.ui.language.tr
        target = self.ui.ask.save_file(tr("Export calendar"), f"{self._stem()}.{ending}", f"{name} (*.{ending})")
        if target is not None:
            right = target.suffix.lower() == f".{ending}"
            self.wanted = Wanted(export, target if right else target.with_name(f"{target.name}.{ending}"))
            self.form.settle()
            self.accept()

    def _collect(self) -> CalendarExport:
        """Return what is asked for; raises InvalidError for what cannot be."""
        values = self.form.values()
        what = values["what"]
        since, until = (values["since"], values["until"]) if what != _EVENT else (None, None)
        if since and until and until < since:
            raise InvalidError([Problem("until", "The last day lies before the first.")])
        event = self._start.event
        return CalendarExport(
            calendar_id=values["calendar"] if what == _CALENDAR else 0,
            events=(event.event_id,) if what == _EVENT and event is not None else (),
            since=since,
            until=until,
            audience=_audience(values["audience"]) if values["whose"] == _OTHERS else frozenset(),
        )

    def _stem(self) -> str:
        what = self.form.field("what").value()
        if self.form.field("whose").value() == _OTHERS:  # they may not have the calendar's name
            return "calendar"
        return {_CALENDAR: self._chosen_name(), _EVENT: "event"}.get(what, "calendar")

    def _chosen_name(self) -> str:
        box = self.form.field("calendar")
        assert isinstance(box, Choice)
        return file_name(box.input.currentText(), "calendar")

    def _on_what(self) -> None:
        """Offer what belongs to the choice; the shown days are typed in already and can be changed."""
        what, days = self.form.field("what").value(), (self._start.first, self._start.last)
        self.form.set_shown("calendar", what == _CALENDAR)
        for name, day in zip(("since", "until"), days, strict=True):
            self.form.set_shown(name, what != _EVENT)
            self.form.field(name).set_value(day if what == _DAYS else None)
        self._grow()

    def _on_whose(self) -> None:
        """Offer the audience, and say what goes out; a whole archive is for the officer alone."""
        others, tr = self.form.field("whose").value() == _OTHERS, self.ui.language.tr
        self.form.set_shown("audience", others)
        box = self.form.field("format")
        assert isinstance(box, Choice)
        box.set_choices([one for one in _FORMATS if not others or one[0] != "json"])
        self.note.set_text(
            tr("Only what every nation may have is written. Notes, reasons, reminders, cards and files stay with you.")
            if others
            else tr("Everything is written, also what is marked for you alone. Do not pass this file on.")
        )
        self._grow()

    def _grow(self) -> None:
        """Give what the choices show its room."""
        if self.isVisible():
            self._fit()


class ExportedReport(DeskDialog):
    """How many events went out, and for the officer alone what was withheld and why."""

    def __init__(
        self, ui: Ui, report: WithheldReport, words: str, save: Callable[["ExportedReport"], None],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ui, ui.language.tr("Calendar exported"), parent)
        self.strip = MessageStrip(ui)
        self.content.addWidget(self.strip)
        self.content.addWidget(Text(ui, words, wrap=True, selectable=True))
        self.box = WithheldBox(ui)
        self.box.show_report(report)
        self.box.report_wanted.connect(lambda: save(self))
        # With its reasons the report may be longer than a screen.
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 4, 12, 4)
        column.addWidget(self.box)
        column.addStretch(1)
        pane = QScrollArea()
        pane.setWidgetResizable(True)
        pane.setFrameShape(QFrame.Shape.NoFrame)
        pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pane.setWidget(inside)
        self.content.addWidget(pane, 1)
        self.foot.addWidget(PrimaryButton(ui, ui.language.tr("Close"), act=self.accept))
        self.resize(560, 460)

    def act(self) -> None:
        """Close."""
        self.accept()


def ask_export(desk: Desk, ui: Ui, calendars: Sequence[Calendar], start: ExportFrom) -> None:
    """Ask what to export, write it on the database lane, and say what became of it."""
    profile, code = desk.profile.get(), ui.language.code
    names = {one.id: one.name.best(profile.side_of(code)) for one in calendars}

    def ask(before: Mapping[str, Any] | None = None, error: Exception | None = None) -> None:
        dialog = CalendarExportDialog(ui, profile, calendars, start, names)
        if before is not None and error is not None:  # nothing that was asked for is lost when it is refused
            dialog.show_again(before, error)
        if ui.ask.form(dialog) and dialog.wanted is not None:
            _write(desk, ui, dialog.wanted, partial(ask, dialog.form.values()))

    ask()


def _write(desk: Desk, ui: Ui, wanted: Wanted, failed: Callable[[Exception], None]) -> None:
    language = ui.language

    def work(progress: Progress) -> Exported:
        progress.report(0, 0)
        return export_calendar(desk, wanted.target, wanted.export)

    def done(exported: Exported) -> None:
        words = language.count("Exported {n} event", "Exported {n} events", exported.count)
        said = exported.count.after(language.tr("{file}: {words}.", file=wanted.target.name, words=words), language)
        tell_exported(ui, exported, wanted.target, said)

    ui.jobs.database.run_long(work, language.tr("Exporting"), done, failed)


def tell_exported(ui: Ui, exported: Exported, target: Path, words: str) -> None:
    """Say what became of an export, and show the officer what stayed out if anything did."""
    report = exported.withheld
    if report is None or not report.records:
        ui.notify(words, None)
    else:
        ui.ask.form(ExportedReport(ui, report, words, lambda told: _save(ui, report, target, told)))


def _save(ui: Ui, report: WithheldReport, target: Path, told: ExportedReport) -> None:
    """Ask where to, and write the report of what was withheld: never beside the events in one file."""
    language = ui.language
    suggestion = f"{target.stem}_withheld.txt"
    path = ui.ask.save_file(language.tr("Save the report"), suggestion, "Text (*.txt);;CSV (*.csv)")
    if path is None:
        return

    def work() -> None:
        require_apart(path, target)
        save_withheld(report, path, language)

    def done(_: None) -> None:
        ui.notify(language.tr("{file}: written.", file=path.name), None)

    ui.jobs.database.run(work, done, told.strip.show_error, owner=told)


def _audience(typed: Sequence[str]) -> frozenset[str]:
    """Return the nations of an audience; raises InvalidError for none, or one there is not."""
    codes = [code.strip().upper() for code in typed]
    if not codes:
        raise InvalidError([Problem("audience", "Say which nations the file is for.")])
    for code in codes:
        try:
            load_nations().require(code)
        except DeskError as error:
            raise InvalidError([Problem("audience", error.text, tuple(error.values.items()))]) from error
    return frozenset(codes)
