"""The radar: everything that ends, by how near its end is; end dates are kept, renewed and ended here, other records opened."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.errors import NotFoundError, RefusedError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import FactsGrid
from liaison_desk.foundation.qt.paint import ChipLook
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    GIFT,
    VALIDITY,
    VISIT,
    Cause,
    RadarFilter,
    RadarLine,
    RadarSort,
    Validity,
    radar_key,
)
from liaison_desk.partnership.ui.radar.columns import RadarCells, radar_columns
from liaison_desk.partnership.ui.radar.form import ValidityForm, renew_dialog
from liaison_desk.partnership.ui.radar.words import RadarWords
from liaison_desk.partnership.ui.sources import Sources
from liaison_desk.partnership.words import ends
from liaison_desk.screens.form import record_dialog
from liaison_desk.screens.narrowing import Narrow
from liaison_desk.screens.pane import Listed, ListPane
from liaison_desk.screens.whole import RecordView

_YEAR: Final = 365
Whole = tuple[RadarLine, Validity | None]
"""A line, and the end date it is the line of."""


class EndView(RecordView):
    """What ends, whole: an end date with all that is known of it, of other records what falls on which day."""

    renew_wanted = Signal()
    end_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, ui: Ui, words: RadarWords, sources: Sources) -> None:
        tr = ui.language.tr
        super().__init__(ui, words, tr("What ends"), tr("Choose a line to see it whole."))
        self._radar = words
        self._sources = sources
        self.renew_button: PlainButton | None = None

    def show_whole(self, whole: Whole) -> None:
        """Show a line."""
        self._show(whole[0].key, self._radar.spoken(whole[0]), partial(self._fill, whole))

    def _fill(self, whole: Whole, outer: QVBoxLayout) -> None:
        line, one = whole
        words, tr = self._radar, self.ui.language.tr
        self.renew_button = None
        if one is None:
            button = PlainButton(self.ui, tr("Open the record"), icon="external-link", act=self.open_wanted.emit)
            chips = [
                ChipLook(words.what(line), "acc", ends.icon(line)),
                ChipLook(words.how_far(line), _chip_tone(words.tone(line))),
            ]
            self.add_head(outer, Marking.decode(line.marking), line.title, chips, buttons=[button])
            if self.edit_button is not None:
                self.edit_button.hide()
        else:
            self.renew_button = PlainButton(self.ui, tr("Renew…"), icon="repeat", act=self.renew_wanted.emit)
            self.renew_button.setToolTip("R")
            buttons: list[QWidget] = [self.renew_button]
            if one.ended is None:
                buttons.append(PlainButton(self.ui, tr("Ended"), icon="check", act=self.end_wanted.emit))
                buttons[-1].setToolTip(tr("It was given back today, or is not needed any more (E)"))
            self.add_head(outer, one.marking, one.title, words.chips(one), buttons=buttons)
        outer.addSpacing(12)
        outer.addLayout(self._facts(line, one))
        if one is not None:
            self.add_text(outer, tr("Note"), one.note)
            validities = self._sources.validities
            self.add_belongings(
                outer, validities, VALIDITY, one, self._sources.outside.suggest, self._sources.outside.undo
            )

    def _facts(self, line: RadarLine, one: Validity | None) -> FactsGrid:
        words, tr = self._radar, self.ui.language.tr
        grid = FactsGrid(self.ui, 112, wrap=True)
        if one is None:
            grid.add(tr("Day"), words.falls(line))
            grid.add(tr("Begin by"), words.dated(line.begin))
            grid.add(tr("Whose"), line.holder)
            return grid
        grid.add(tr("Valid"), self._valid(one))
        if one.ended is None:
            grid.add(tr("Renewal begins"), tr("{day}, {n} days before", day=words.dated(line.begin), n=one.lead))
        grid.add(tr("Ended early"), words.dated(one.ended) if one.ended else "")
        grid.add(tr("Whose"), self.person(one.holder, one.holder_id) or tr("The officer’s own"))
        grid.add(tr("Issued by"), one.issuer)
        grid.add(tr("May be released to"), words.release(one.marking))
        return grid

    def _valid(self, one: Validity) -> str:
        words, tr = self._radar, self.ui.language.tr
        until = words.full_day(one.expires)
        return (
            tr("{since} to {until}", since=words.dated(one.issued), until=until)
            if one.issued
            else tr("until {day}", day=until)
        )


class RadarPane(ListPane[RadarLine, RadarFilter]):
    """Lists what ends. Its rows have keys of their own, for a record may end twice."""

    def __init__(self, sources: Sources, ui: Ui) -> None:
        self._sources = sources
        self._validities = sources.validities
        self.words = words = RadarWords(ui.language, sources.profile, ui.clock)
        tr = ui.language.tr
        kinds = (
            (VALIDITY, tr("Letters, badges and the like")),
            (ARRANGEMENT, tr("Arrangements")),
            (VISIT, tr("Visits")),
            (GIFT, tr("Gifts")),
        )
        listed = Listed(
            VALIDITY, "radar", tr("What ends"), radar_columns(words), self._listing, sources.radar.lines, words.spoken, lambda line: words.best(line.title),
            Sort(RadarSort.DAY), RadarFilter(),
            (
                Narrow("kinds", tr("Kind"), lambda: [((kind,), said) for kind, said in kinds], tr("Everything")),
                Narrow("until", tr("Ends within"), self._spans, tr("Whenever it ends")),
                Narrow("pressing", tr("Only what is to be done now")),
                Narrow("ended", tr("With those that ended")),
            ),
            hint=tr("Title, name, issuer"), new=tr("New end date"),
            empty=tr("Nothing ends that the desk knows of."), nothing=tr("Nothing here matches."), all_of_them=tr("Show everything"),
            gone=tr("This is not on the radar any more."),
            counted=lambda n: ui.language.count("{n} end", "{n} ends", n),
            deleted=lambda n: ui.language.count("{n} end date deleted", "{n} end dates deleted", n),
        )  # fmt: skip
        self._view = EndView(ui, words, sources)
        super().__init__(ui, listed, self._view, sources.outside.undo)
        self._view.edit_wanted.connect(self.edit_current)
        self._view.open_wanted.connect(self.edit_current)
        self._view.renew_wanted.connect(self.renew_current)
        self._view.end_wanted.connect(self.end_current)

    def make_cells(self) -> RadarCells:
        """Return what paints the cells."""
        return RadarCells(self.ui, self.words)

    def read_whole(self, number: int) -> Whole:
        """Return a line, with its end date; on the database lane. Raises NotFoundError."""
        line = self._sources.radar.lines([number]).get(number)
        if line is None:
            raise NotFoundError("This is not on the radar any more.")
        return line, self._validities.one(line.id) if line.kind == VALIDITY else None

    def show_whole(self, whole: Whole) -> None:
        """Show a line."""
        self._view.show_whole(whole)

    def reveal(self, ref: RecordRef | int) -> None:
        """Show an end date, also one that ended, whatever the list is narrowed to."""
        key = radar_key(ref if isinstance(ref, int) else ref.id, Cause.EXPIRY)

        def found(one: Validity) -> None:
            if one.ended is not None and not self.bar.wanted().ended:
                self.bar.widen()
                self.bar.narrow(ended=True)
            super(RadarPane, self).reveal(key)

        self.run(lambda: self._validities.one(key // len(Cause)), found)

    def in_hand(self) -> RecordRef | None:
        """Return the record the keyboard is on."""
        line = self._current()
        return RecordRef(line.kind, line.id, self.words.best(line.title)) if line is not None else None

    def begin(self, ref: RecordRef) -> None:
        """Open the form of a new end date, of a contact if one is given; asked for the radar itself, show that."""
        if ref.kind == "radar":
            self.take_focus()
            return
        person = next((one for one in ref.about if one.kind == "person"), None)
        profile = self._sources.profile()
        self._open_form(
            Validity(title=Bilingual(), expires=_later(self.words.today()), marking=profile.default_marking,
                     holder=person.label if person else "", holder_id=person.id if person else 0)
        )  # fmt: skip

    def new_record(self) -> None:
        """Open the form of a new end date."""
        self.begin(RecordRef(VALIDITY, 0))

    def edit(self, number: int) -> None:
        """Open the form of an end date, or the record of another kind."""
        line = self.line_of(number)
        if line is not None and line.kind != VALIDITY:
            self.ui.open(RecordRef(line.kind, line.id, self.words.best(line.title)))
        elif line is not None:
            self.run(partial(self._validities.one, line.id), self._open_form)

    def renew_current(self) -> None:
        """Ask until when the end date the keyboard is on is valid now."""
        line = self._current()
        if line is not None and line.kind == VALIDITY:
            self.run(partial(self._validities.one, line.id), self._open_renewal)

    def end_current(self) -> None:
        """Note that what the keyboard is on ended today, or watch again what ended."""
        line, tr = self._current(), self.ui.language.tr
        if line is None or line.kind != VALIDITY:
            return
        if line.ended is not None:
            self.run(lambda: self._validities.watch(line.id), lambda _: self.tell(tr("It is watched again.")))
            return
        said = tr("Ended today; it is watched no more.")
        self.run(lambda: self._validities.end(line.id, self.words.today()), lambda _: self.tell(said))

    def delete_all(self, ids: Sequence[int]) -> None:
        """Put end dates into the trash; on the database lane. Other records are deleted where they are at home."""
        lines = self._sources.radar.lines(ids)
        if any(line.kind != VALIDITY for line in lines.values()):
            raise RefusedError("Arrangements, visits and gifts are not deleted here. Open the record to delete it.")
        self._validities.delete([line.id for line in lines.values()])

    def may_delete(self, ids: Sequence[int]) -> bool:
        """Tell whether these are end dates alone."""
        return all(line is not None and line.kind == VALIDITY for line in (self.line_of(one) for one in ids))

    def add_acts(self, menu: QMenu, ids: Sequence[int]) -> None:
        """Add what can be done with an end date."""
        line, icon, tr = self.line_of(ids[0]) if len(ids) == 1 else None, self.ui.icons.icon, self.ui.language.tr
        if line is None or line.kind != VALIDITY:
            return
        menu.addAction(icon("repeat"), f"{tr('Renew…')}\tR", self.renew_current)
        menu.addAction(icon("check"), f"{tr('Watch again') if line.ended else tr('Ended')}\tE", self.end_current)

    def press(self, event: QKeyEvent) -> bool:
        """R renews, E ends."""
        acts = {Qt.Key.Key_R: self.renew_current, Qt.Key.Key_E: self.end_current}
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            return False
        act()
        return True

    def print_pane(self) -> None:
        """Open the packet that prints the radar."""
        self._sources.outside.print_papers("expiry-radar", None)

    def _listing(self, wanted: RadarFilter, sort: Sort[Any]) -> Listing:
        return self.words.headed(self._sources.radar.listing(wanted, sort))

    def _current(self) -> RadarLine | None:
        return self.line_of(number) if (number := self.current_id()) is not None else None

    def _spans(self) -> list[tuple[date, str]]:
        tr, today = self.ui.language.tr, self.words.today()
        months = (
            (1, tr("Within a month")),
            (3, tr("Within three months")),
            (6, tr("Within six months")),
            (12, tr("Within a year")),
        )
        return [(date.fromordinal(today.toordinal() + round(30.4 * n)), said) for n, said in months]

    def _open_form(self, one: Validity) -> None:
        ui, tr = self.ui, self.ui.language.tr
        form = ValidityForm(ui, self.words, self._sources.outside.suggest, one)
        dialog = record_dialog(
            ui, form, one, (tr("New end date"), tr("Edit end date")), tr("Add end date"), commit=self._validities.save,
            read=self._validities.one, saved=lambda kept: self.reveal(kept.id),
        )  # fmt: skip
        ui.ask.form(dialog)

    def _open_renewal(self, one: Validity) -> None:
        ui, tr = self.ui, self.ui.language.tr

        def renewed(kept: Validity) -> None:
            self.tell(tr("Valid until {day}.", day=self.words.dated(kept.expires)))
            self.reveal(kept.id)

        proposed = _later(max(one.expires, self.words.today()))
        dialog = renew_dialog(ui, self.words, one, proposed, partial(self._validities.renew, one.id), renewed)
        ui.ask.form(dialog)


def _later(day: date) -> date:
    """Return the day a year later: what most renewals give."""
    return date.fromordinal(day.toordinal() + _YEAR)


def _chip_tone(tone: str) -> str:
    return tone if tone in {"red", "amb"} else "neutral"
