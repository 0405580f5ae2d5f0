"""The pane of the gift log: what passed between whom, what it is worth, and which report is due."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import DeskError, NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.columns import RIGHT, Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import FactsGrid
from liaison_desk.foundation.qt.paint import ChipLook, Text
from liaison_desk.foundation.qt.rows import CellDelegate, RowState
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.partnership.records import GIFT, VISIT, Disposition, Gift, GiftFilter, GiftSort, Passing
from liaison_desk.partnership.rules.gifts import BY_HAND, Reporting
from liaison_desk.partnership.ui.lines import DAYS, DAYS_JAPANESE, paint_title, paint_two
from liaison_desk.partnership.ui.logs.gift_form import About, GiftForm
from liaison_desk.partnership.ui.logs.words import PASSING_ICONS, LogWords
from liaison_desk.partnership.ui.sources import Sources
from liaison_desk.screens.form import record_dialog
from liaison_desk.screens.narrowing import Narrow
from liaison_desk.screens.pane import Listed, ListPane
from liaison_desk.screens.whole import RecordView

_ITEM, _PASSING, _WAYS, _REPORT = "item", "passing", "ways", "report"
Whole = tuple[Gift, Reporting, str, Sequence[DeskError]]
"""A gift, what the rules say of it, what its visit is called, and which files of rules cannot be used."""


def gift_columns(words: LogWords) -> list[Column[Gift]]:
    """Return what the table shows."""
    tr, japanese = words.language.tr, words.language.code == "ja"
    return [
        Column("on", tr("Day"), lambda one: words.list_day(one.on), DAYS_JAPANESE if japanese else DAYS, sort=GiftSort.ON, largest_first=True, firm=True),
        Column(_ITEM, tr("Gift"), lambda one: words.best(one.item), 240, tip=lambda one: words.other(one.item),
               sort=GiftSort.ITEM_HOME if words.at_home() else GiftSort.ITEM),
        Column(_PASSING, tr("Received or given"), lambda one: words.passing(one.passing), 84 if japanese else 116, sort=GiftSort.PASSING, firm=True),
        Column(_WAYS, tr("From and to"), words.ways, 168, sort=GiftSort.GIVER),
        Column("value", tr("Value"), words.value, 102, RIGHT, sort=GiftSort.VALUE, largest_first=True),
        Column(_REPORT, tr("Report"), words.report, DAYS_JAPANESE if japanese else 108, sort=GiftSort.REPORT_DUE, firm=True),
        Column("disposition", tr("What became of it"), lambda one: words.disposition(one.disposition), 102, sort=GiftSort.DISPOSITION, tone=lambda _: "t2"),
    ]  # fmt: skip


class GiftCells(CellDelegate):
    """Paints the item over its mark, the way with its icon, and both sides below each other."""

    def __init__(self, ui: Ui, words: LogWords) -> None:
        super().__init__(ui)
        self._words = words

    def paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], line: Any, state: RowState) -> None:
        """Paint one cell's content."""
        words = self._words
        if column.key == _ITEM:
            paint_title(self.ui, painter, rect, words, words.best(line.item), line.marking)
        elif column.key == _WAYS:
            sides = (words.side(line.giver, line.giver_nation), words.side(line.receiver, line.receiver_nation))
            paint_two(self.ui, painter, rect, (sides[0] or "?", f"→ {sides[1] or '?'}"), ("t1", "t2"))
        elif column.key == _REPORT:
            paint_two(self.ui, painter, rect, words.report_lines(line), (words.report_tone(line), state.meta))
        elif column.key == _PASSING:
            icon = PASSING_ICONS[line.passing]
            self.ui.icons.paint(painter, QPoint(rect.left(), rect.center().y() - 6), icon, "t2", 14)
            super().paint_cell(painter, rect.adjusted(20, 0, 0, 0), column, line, state)
        else:
            super().paint_cell(painter, rect, column, line, state)


class GiftView(RecordView):
    """One gift whole; ``report_wanted`` says that it was reported."""

    report_wanted = Signal(int)

    def __init__(self, ui: Ui, words: LogWords, sources: Sources) -> None:
        tr = ui.language.tr
        super().__init__(ui, words, tr("Gift"), tr("Choose a gift to see it whole."))
        self._log = words
        self._sources = sources
        self.report_button: PlainButton | None = None

    def show_gift(self, whole: Whole) -> None:
        """Show a gift."""
        self._show(whole[0].id, self._log.spoken_gift(whole[0]), partial(self._fill, whole))

    def _fill(self, whole: Whole, outer: QVBoxLayout) -> None:
        one, found, visit, wrong = whole
        words, tr = self._log, self.ui.language.tr
        chips = [ChipLook(words.passing(one.passing), "acc", PASSING_ICONS[one.passing])]
        if late := words.late(one.report_due, finished=one.reported is not None):
            chips.append(ChipLook(tr("Report: {late}", late=late), "red"))
        buttons: list[QWidget] = []
        if one.report_due is not None and one.reported is None:
            self.report_button = PlainButton(
                self.ui, tr("Reported today"), icon="check", act=lambda: self.report_wanted.emit(one.id)
            )
            self.report_button.setToolTip("R")
            buttons = [self.report_button]
        self.add_head(outer, one.marking, one.item, chips, buttons=buttons)
        outer.addSpacing(12)
        grid = FactsGrid(self.ui, 112, wrap=True)
        grid.add(tr("Day"), words.dated(one.on))
        grid.add(tr("Giver"), self._side(one.giver, one.giver_id, one.giver_nation))
        grid.add(tr("Given to"), self._side(one.receiver, one.receiver_id, one.receiver_nation))
        grid.add(tr("Occasion"), one.occasion)
        if one.visit_id:
            grid.add(tr("Visit"), self.link(RecordRef(VISIT, one.visit_id, visit or tr("Visit"))))
        grid.add(tr("Value"), words.value(one))
        grid.add(tr("Found by"), one.valued)
        became = words.disposition(one.disposition)
        since = tr("{what}, {day}", what=became, day=words.dated(one.disposed)) if one.disposed else became
        grid.add(tr("What became of it"), since)
        grid.add(tr("May be released to"), words.release(one.marking))
        outer.addLayout(grid)
        self._add_report(outer, one, found, wrong)
        self.add_text(outer, tr("Note"), one.note)
        self.add_belongings(
            outer, self._sources.gifts, GIFT, one, self._sources.outside.suggest, self._sources.outside.undo
        )

    def _add_report(self, outer: QVBoxLayout, one: Gift, found: Reporting, wrong: Sequence[DeskError]) -> None:
        """Show until when it is reported, what the rules say, and that they bind nobody."""
        ui, words, tr = self.ui, self._log, self.ui.language.tr
        self.add_section(outer, tr("Report"))
        by_hand = one.rule == BY_HAND
        if by_hand:
            said = (
                tr("Due {day}, dated by hand", day=words.dated(one.report_due))
                if one.report_due
                else tr("No report is needed, said by hand")
            )
            outer.addWidget(Text(ui, said, tone=words.report_tone(one), wrap=True))
        if one.reported is not None:
            outer.addWidget(Text(ui, tr("Reported on {day}", day=words.dated(one.reported)), tone="grn", wrap=True))
        outer.addSpacing(4)
        tone = "t2" if by_hand else words.report_tone(one) if found.rule else "t2"
        outer.addWidget(
            Text(ui, words.said_by_rules(found), tone=tone if tone != "t3" else "t2", wrap=True, selectable=True)
        )
        outer.addSpacing(4)
        if found.rule is not None and (whence := found.rule.whence(ui.language.code)):
            outer.addWidget(Text(ui, whence, Size.SECONDARY, tone="t2", wrap=True, selectable=True))
        note = tr("The rules are editable data and no authority. Ask your legal office.")
        outer.addWidget(Text(ui, note, Size.SECONDARY, tone="t2", wrap=True))
        for error in wrong:
            outer.addWidget(Text(ui, ui.words(error), Size.SECONDARY, tone="red", wrap=True))

    def _side(self, name: str, contact_id: int, nation: str) -> QWidget | str:
        if name and contact_id:
            return self.link(RecordRef("person", contact_id, self._log.side(name, nation)))
        return self._log.side(name, nation)


class GiftsPane(ListPane[Gift, GiftFilter]):
    """Lists, shows, adds, edits and deletes gifts, and notes that they were reported."""

    def __init__(self, sources: Sources, ui: Ui) -> None:
        self._sources = sources
        self._gifts = sources.gifts
        self.words = words = LogWords(ui.language, sources.profile, ui.clock)
        tr = ui.language.tr
        listed = Listed(
            GIFT, "gifts", tr("Gifts"), gift_columns(words), self._gifts.listing, self._gifts.by_ids, words.spoken_gift, lambda line: words.best(line.item),
            Sort(GiftSort.ON, descending=True), GiftFilter(),
            (
                Narrow("passing", tr("Received or given"), lambda: [(one, words.passing(one)) for one in Passing], tr("Received and given")),
                Narrow("dispositions", tr("What became of it"), lambda: [((one,), words.disposition(one)) for one in Disposition], tr("Whatever became of it")),
                Narrow("unreported", tr("Report still due")),
            ),
            hint=tr("Item, name, occasion"), new=tr("New gift"), empty=tr("Nothing is in the gift log yet."),
            nothing=tr("Nothing here matches."), all_of_them=tr("Show all gifts"), gone=tr("This gift is not there any more."),
            counted=lambda n: ui.language.count("{n} gift", "{n} gifts", n),
            deleted=lambda n: ui.language.count("{n} gift deleted", "{n} gifts deleted", n),
        )  # fmt: skip
        self._view = GiftView(ui, words, sources)
        super().__init__(ui, listed, self._view, sources.outside.undo)
        self._view.edit_wanted.connect(self.edit_current)
        self._view.report_wanted.connect(self.report)

    def make_cells(self) -> GiftCells:
        """Return what paints the cells."""
        return GiftCells(self.ui, self.words)

    def read_whole(self, number: int) -> Whole:
        """Return a gift and what the rules say of it; on the database lane."""
        one = self._gifts.one(number)
        return one, self._gifts.reporting(one), self._visit(one.visit_id), self._gifts.rules()[1]

    def show_whole(self, whole: Whole) -> None:
        """Show a gift."""
        self._view.show_gift(whole)

    def begin(self, ref: RecordRef) -> None:
        """Open the form of a new gift, of a visit or from a contact if one is given."""
        profile = self._sources.profile()
        about = {one.kind: one for one in ref.about}
        visit, person = about.get(VISIT), about.get("person")
        self._open_form(
            Gift(on=self.words.today(), passing=Passing.RECEIVED, item=Bilingual(), giver_nation=profile.host, receiver_nation=profile.home,
                 visit_id=visit.id if visit else 0, giver=person.label if person else "", giver_id=person.id if person else 0,
                 marking=profile.default_marking)
        )  # fmt: skip

    def new_record(self) -> None:
        """Open the form of a new gift."""
        self.begin(RecordRef(GIFT, 0))

    def edit(self, number: int) -> None:
        """Open the form of a gift."""
        self.run(partial(self._gifts.one, number), self._open_form)

    def report(self, number: int) -> None:
        """Note that a gift was reported today."""
        line, tr = self.line_of(number), self.ui.language.tr
        if line is None or line.report_due is None or line.reported is not None:
            return
        self.run(
            lambda: self._gifts.report(number, self.words.today()), lambda _: self.tell(tr("Noted as reported today."))
        )

    def delete_all(self, ids: Sequence[int]) -> None:
        """Put gifts into the trash; on the database lane."""
        self._gifts.delete(ids)

    def add_acts(self, menu: QMenu, ids: Sequence[int]) -> None:
        """Add what can be done with a gift."""
        line = self.line_of(ids[0]) if len(ids) == 1 else None
        if line is not None and line.report_due is not None and line.reported is None:
            menu.addAction(
                self.ui.icons.icon("check"), f"{self.ui.language.tr('Reported today')}\tR", lambda: self.report(ids[0])
            )

    def press(self, event: QKeyEvent) -> bool:
        """R notes that the gift was reported."""
        number = self.current_id()
        if event.key() != Qt.Key.Key_R or number is None:
            return False
        self.report(number)
        return True

    def print_pane(self) -> None:
        """Open the packet that prints the log."""
        self._sources.outside.print_papers("gift-log", None)

    def _visit(self, visit_id: int) -> str:
        try:
            return self.words.best(self._sources.visits.one(visit_id).title) if visit_id else ""
        except NotFoundError:
            return ""

    def _open_form(self, one: Gift) -> None:
        def read() -> About:
            return About(self._gifts.usual_currency(), self._visit(one.visit_id))

        self.run(read, partial(self._show_form, one))

    def _show_form(self, one: Gift, about: About) -> None:
        ui, tr = self.ui, self.ui.language.tr
        form = GiftForm(ui, self.words, self._sources.outside.suggest, self._gifts, about, one)
        dialog = record_dialog(
            ui, form, one, (tr("New gift"), tr("Edit gift")), tr("Add gift"), commit=self._gifts.save, read=self._gifts.one,
            saved=lambda kept: self.reveal(kept.id),
        )  # fmt: skip
        ui.ask.form(dialog)
