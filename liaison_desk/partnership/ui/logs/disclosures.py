"""The pane of the disclosure log: what was told, shown or given, one entry whole beside it, and who may have it next."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from liaison_desk.domain.kinds import kind_words
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import FactsGrid
from liaison_desk.foundation.qt.paint import Chip, ChipLook, Text
from liaison_desk.foundation.qt.rows import CellDelegate, RowState
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.partnership.records import DISCLOSURE, Disclosure, DisclosureFilter, DisclosureSort, Manner
from liaison_desk.partnership.ui.lines import DAYS, DAYS_JAPANESE, paint_title, paint_two
from liaison_desk.partnership.ui.logs.disclosure_form import DisclosureForm
from liaison_desk.partnership.ui.logs.words import MANNER_ICONS, LogWords
from liaison_desk.partnership.ui.sources import Sources
from liaison_desk.screens.form import record_dialog
from liaison_desk.screens.narrowing import Narrow
from liaison_desk.screens.pane import Listed, ListPane
from liaison_desk.screens.whole import RecordView

_WHEN, _TITLE, _HOW, _WAYS = "at", "title", "manner", "ways"


def disclosure_columns(words: LogWords) -> list[Column[Disclosure]]:
    """Return what the table shows."""
    tr = words.language.tr
    title = DisclosureSort.TITLE_HOME if words.at_home() else DisclosureSort.TITLE
    return [
        Column(_WHEN, tr("When"), words.at, DAYS_JAPANESE if words.language.code == "ja" else DAYS, sort=DisclosureSort.AT, largest_first=True, firm=True),
        Column(_HOW, tr("How"), lambda one: words.manner(one.manner), 112, sort=DisclosureSort.MANNER),
        Column(_TITLE, tr("Title"), lambda one: words.best(one.title), 214, sort=title, tip=lambda one: words.other(one.title)),
        Column(_WAYS, tr("From and to"), words.ways, 184, sort=DisclosureSort.RECEIVER),
        Column("source", tr("Source marking"), lambda one: one.source_marking, 116, sort=DisclosureSort.SOURCE, tone=lambda _: "t2"),
        Column("copy", tr("Copy no."), lambda one: one.copy, 62, sort=DisclosureSort.COPY, tone=lambda _: "t2"),
        Column("onward", tr("May go on to"), words.onward_cell, 84, sort=DisclosureSort.ONWARD,
               tone=lambda one: "grn" if words.onward_nations(one) else "t3"),
    ]  # fmt: skip


class DisclosureCells(CellDelegate):
    """Paints the manner with its icon, the title over its mark, and both sides below each other."""

    def __init__(self, ui: Ui, words: LogWords) -> None:
        super().__init__(ui)
        self._words = words

    def paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], line: Any, state: RowState) -> None:
        """Paint one cell's content."""
        words = self._words
        if column.key == _TITLE:
            paint_title(self.ui, painter, rect, words, words.best(line.title), line.marking)
        elif column.key == _WHEN:
            paint_two(self.ui, painter, rect, (words.list_day(line.at.date()), words.clock_time(line)), ("t1", "t2"))
        elif column.key == _WAYS:
            sides = (words.side(line.giver, line.giver_nation), words.side(line.receiver, line.receiver_nation))
            paint_two(
                self.ui,
                painter,
                rect,
                (sides[0] or "?", f"→ {sides[1] or '?'}"),
                (state.meta if state.selected else "t2", "t1"),
            )
        elif column.key == _HOW:
            self.ui.icons.paint(
                painter, QPoint(rect.left(), rect.center().y() - 6), MANNER_ICONS[line.manner], "t2", 14
            )
            super().paint_cell(painter, rect.adjusted(20, 0, 0, 0), column, line, state)
        else:
            super().paint_cell(painter, rect, column, line, state)


class DisclosureView(RecordView):
    """One entry whole."""

    def __init__(self, ui: Ui, words: LogWords, sources: Sources) -> None:
        tr = ui.language.tr
        super().__init__(ui, words, tr("Disclosure"), tr("Choose an entry to see it whole."))
        self._log = words
        self._sources = sources

    def show_entry(self, one: Disclosure) -> None:
        """Show an entry."""
        self._show(one.id, self._log.spoken_disclosure(one), partial(self._fill, one))

    def _fill(self, one: Disclosure, outer: QVBoxLayout) -> None:
        words, tr = self._log, self.ui.language.tr
        chips = [ChipLook(words.manner(one.manner), "acc", MANNER_ICONS[one.manner])]
        if nations := words.onward_nations(one):
            chips.append(ChipLook(tr("May go on to {nations}", nations=nations), "grn"))
        self.add_head(outer, one.marking, one.title, chips)
        outer.addSpacing(12)
        grid = FactsGrid(self.ui, 112, wrap=True)
        grid.add(tr("When"), words.zones(one))
        grid.add(tr("Giver"), self._side(one.giver, one.giver_id, one.giver_nation))
        grid.add(tr("Given to"), self._side(one.receiver, one.receiver_id, one.receiver_nation))
        grid.add(tr("Source marking"), self._source(one))
        grid.add(tr("Copy number"), one.copy)
        grid.add(tr("Medium"), one.medium)
        grid.add(tr("Given back or destroyed"), words.dated(one.disposed) if one.disposed else "")
        if one.about_kind:
            grid.add(tr("About"), self._about(one))
        grid.add(tr("May be released to"), words.release(one.marking))
        outer.addLayout(grid)
        if one.onward:
            self._add_onward(outer, one)
        self.add_text(outer, tr("Note"), one.note)
        disclosures = self._sources.disclosures
        self.add_belongings(
            outer, disclosures, DISCLOSURE, one, self._sources.outside.suggest, self._sources.outside.undo
        )

    def _about(self, one: Disclosure) -> LinkButton:
        called = one.about or kind_words(self.ui.language, one.about_kind)
        return self.link(RecordRef(one.about_kind, one.about_id, called))

    def _side(self, name: str, contact_id: int, nation: str) -> QWidget | str:
        if name and contact_id:
            return self.link(RecordRef("person", contact_id, self._log.side(name, nation)))
        return self._log.side(name, nation)

    def _source(self, one: Disclosure) -> QWidget | str:
        """Return the marking to the letter, over what is understood of it."""
        if not one.source_marking:
            return ""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Text(self.ui, one.source_marking, weight=SEMIBOLD, wrap=True, selectable=True))
        said = self._log.understood(one.source_marking, one.giver_nation)
        column.addWidget(Text(self.ui, said, Size.SECONDARY, tone="t2", wrap=True))
        return holder

    def _add_onward(self, outer: QVBoxLayout, one: Disclosure) -> None:
        words, tr = self._log, self.ui.language.tr
        self.add_section(outer, tr("Permission to pass it on"), str(len(one.onward)))
        for given in one.onward:
            row = QHBoxLayout()
            row.setContentsMargins(0, 4, 0, 0)
            row.setSpacing(8)
            to = tr(
                "{originator} to {nations}", originator=given.originator or "?", nations=", ".join(given.nations) or "?"
            )
            row.addWidget(Text(self.ui, to, weight=SEMIBOLD, wrap=True), 1)
            row.addWidget(Chip(self.ui, *words.onward_chip(given)))
            outer.addLayout(row)
            since, until = words.dated(given.on), words.dated(given.until) if given.until else tr("without end")
            said = (given.name or tr("nobody named"), given.basis or tr("no basis"), f"{since} – {until}")
            outer.addWidget(Text(self.ui, " · ".join(said), Size.SECONDARY, tone="t2", wrap=True, selectable=True))


class DisclosuresPane(ListPane[Disclosure, DisclosureFilter]):
    """Lists, shows, adds, edits and deletes entries of the disclosure log."""

    def __init__(self, sources: Sources, ui: Ui) -> None:
        self._sources = sources
        self._log = sources.disclosures
        self._known: list[str] = []
        self.words = words = LogWords(ui.language, sources.profile, ui.clock)
        tr = ui.language.tr
        listed = Listed(
            DISCLOSURE, "disclosures", tr("Disclosures"), disclosure_columns(words), self._listing, self._log.by_ids,
            words.spoken_disclosure, lambda line: words.best(line.title), Sort(DisclosureSort.AT, descending=True), DisclosureFilter(),
            (
                Narrow("manners", tr("How"), lambda: [((one,), words.manner(one)) for one in Manner], tr("Told, shown and given")),
                Narrow("nation", tr("Nation"), self._nations, tr("All nations")),
                Narrow("onward", tr("With permission to pass on")),
            ),
            hint=tr("Title, name, marking, basis"), new=tr("New entry"), empty=tr("Nothing is in the disclosure log yet."),
            nothing=tr("Nothing here matches."), all_of_them=tr("Show all entries"),
            gone=tr("This entry is not there any more."),
            counted=lambda n: ui.language.count("{n} entry", "{n} entries", n),
            deleted=lambda n: ui.language.count("{n} entry deleted", "{n} entries deleted", n),
        )  # fmt: skip
        self._view = DisclosureView(ui, words, sources)
        super().__init__(ui, listed, self._view, sources.outside.undo)
        self._view.edit_wanted.connect(self.edit_current)

    def make_cells(self) -> DisclosureCells:
        """Return what paints the cells."""
        return DisclosureCells(self.ui, self.words)

    def read_whole(self, number: int) -> Disclosure:
        """Return an entry; on the database lane."""
        return self._log.one(number)

    def show_whole(self, whole: Disclosure) -> None:
        """Show an entry."""
        self._view.show_entry(whole)

    def begin(self, ref: RecordRef) -> None:
        """Open the form of a new entry, about a record if one is given."""
        about = next(iter(ref.about), None)
        blank = partial(self._log.blank, about.kind if about else "", about.id if about else 0)
        self.run(blank, self._open_form)

    def new_record(self) -> None:
        """Open the form of a new entry."""
        self.begin(RecordRef(DISCLOSURE, 0))

    def edit(self, number: int) -> None:
        """Open the form of an entry."""
        self.run(partial(self._log.one, number), self._open_form)

    def delete_all(self, ids: Sequence[int]) -> None:
        """Put entries into the trash; on the database lane."""
        self._log.delete(ids)

    def add_acts(self, menu: QMenu, ids: Sequence[int]) -> None:
        """Add what can be done with entries."""
        if len(ids) == 1 and (line := self.line_of(ids[0])) is not None and line.about_kind:
            ref = RecordRef(line.about_kind, line.about_id, line.about)
            menu.addAction(
                self.ui.icons.icon("external-link"),
                self.ui.language.tr("Open what it is about"),
                lambda: self.ui.open(ref),
            )

    def print_pane(self) -> None:
        """Open the packet that prints the log."""
        self._sources.outside.print_papers("disclosure-log", None)

    def _open_form(self, one: Disclosure) -> None:
        ui, tr = self.ui, self.ui.language.tr
        form = DisclosureForm(ui, self.words, self._sources.outside.suggest, one)
        dialog = record_dialog(
            ui, form, one, (tr("New entry in the disclosure log"), tr("Edit entry")), tr("Add entry"), commit=self._log.save,
            read=self._log.one, saved=lambda kept: self.reveal(kept.id), width=860,
        )  # fmt: skip
        ui.ask.form(dialog)

    def _listing(self, wanted: DisclosureFilter, sort: Sort[DisclosureSort]) -> Listing:
        """Find the entries, and the nations that the list can be narrowed to; on the database lane."""
        self._known = self._log.nations()
        return self._log.listing(wanted, sort)

    def _nations(self) -> list[tuple[str, str]]:
        return [(code, self.words.nation(code)) for code in self._known]
