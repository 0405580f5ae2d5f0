"""What is asked of the packet, at the right of the page, and what came of it: marking, portions, what was withheld."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from liaison_desk.briefings.records import (
    PacketLanguage,
    PacketRequest,
    PacketResult,
    Paper,
    PeopleOrder,
    Period,
    Template,
)
from liaison_desk.briefings.ui.withheld import WithheldBox
from liaison_desk.domain.marking import list_order
from liaison_desk.domain.names import NameStyle
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.typed import day_reader
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import CheckRow, Chips, Choice, DateField, Field, Form, TextField
from liaison_desk.foundation.qt.paint import Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size


class SegmentField(Field):
    """A few exclusive choices as a form field."""

    def __init__(self, ui: Ui, choices: tuple[tuple[object, str], ...]) -> None:
        super().__init__(ui)
        self.input = Segments(ui, choices)
        self.input.chosen.connect(lambda _: self.changed.emit())
        self.body.addWidget(self.input)

    def value(self) -> object:
        """Return the chosen value."""
        return self.input.value()

    def set_value(self, value: object) -> None:
        """Choose a value."""
        self.input.set_value(value)

    def name(self, label: str) -> None:
        """Give the group of choices the name that screen readers say."""
        super().name(label)
        self.input.setAccessibleName(label)


class MarkingStrip(QWidget):
    """The packet's banner in its colour; the words always stand in it."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._level = "unclassified"
        self._text = ""
        self.setFixedHeight(22)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_marking(self, level: str, text: str) -> None:
        """Show a banner line; ``level`` names its colour."""
        self._level, self._text = level, text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the block and its words."""
        del event
        if not self._text:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = self._ui.theme.marking(self._level)
        painter.setFont(self._ui.theme.font(Size.META, SEMIBOLD))
        wide = min(self.width(), painter.fontMetrics().horizontalAdvance(self._text) + 20)
        rect = self.rect().adjusted(0, 1, wide - self.width(), -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.fill)
        painter.drawRoundedRect(rect, Size.RADIUS_CHIP, Size.RADIUS_CHIP)
        painter.setPen(colors.text)
        words = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, rect.width() - 12)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)


class InspectorPane(QWidget):
    """The form of the packet; ``changed`` when something else is asked for, ``export`` and ``print`` when it is wanted."""

    changed = Signal()
    export_wanted = Signal()
    print_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, ui: Ui, profile: DeskProfile, templates: tuple[Template, ...], base: PacketRequest) -> None:
        """``base`` is what is asked for beyond the form, such as which people, and what the form begins with."""
        super().__init__()
        self._ui = ui
        self._base = base
        self._orders = {one.name: one.order for one in templates}
        self._periods = {one.name: one.period for one in templates}
        tr = ui.language.tr
        surface(self, "win")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.setSpacing(10)
        row = QHBoxLayout()
        # The form below keeps this much free for its focus rings and scroll bar.
        row.setContentsMargins(4, 0, 12, 0)
        row.setSpacing(10)
        self.print_button = PlainButton(ui, tr("Print"), icon="printer", act=self.print_wanted.emit)
        self.export_button = PrimaryButton(
            ui, tr("Export PDF"), icon="file-down", key="Ctrl+E", act=self.export_wanted.emit
        )
        self.export_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.print_button)
        row.addWidget(self.export_button, 1)
        layout.addLayout(row)
        self.form = Form(ui, label_width=78)
        self._fill_form(profile, templates)
        self.form.edited.connect(self.changed)
        layout.addWidget(self.form, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the fields whole: a scroll area would become narrower than what is in it. Fonts are settled only now."""
        super().showEvent(event)
        inside = self.form.widget()
        if inside is not None:
            bar = self.form.verticalScrollBar().sizeHint().width()
            self.form.setMinimumWidth(inside.minimumSizeHint().width() + bar)

    def _fill_form(self, profile: DeskProfile, templates: tuple[Template, ...]) -> None:
        ui, form, tr = self._ui, self.form, self._ui.language.tr
        form.add("audience", tr("Audience"), Chips(ui, tr("Add a nation, such as AUS")))
        self.marking = MarkingStrip(ui)
        form.add_wide(self.marking)
        self.counts = Text(ui, "", Size.SECONDARY, tone="t3")
        form.add_wide(self.counts)
        self.withheld = WithheldBox(ui)
        self.withheld.report_wanted.connect(self.report_wanted)
        form.add_wide(self.withheld)
        form.add_wide(hairline(ui))
        weekly_first = sorted(templates, key=lambda one: one.period is not Period.WEEK)
        form.add("template", tr("Template"), Choice(ui, [(one.name, tr(one.title)) for one in weekly_first]))
        orders = ((PeopleOrder.PRECEDENCE, tr("By precedence")), (PeopleOrder.ORGANIZATION, tr("By organization")))
        form.add("order", tr("Order"), Choice(ui, orders))
        form.add("since", tr("From"), DateField(ui, day_reader(lambda: profile, ui.clock.now, happened=None)))
        form.add("until", tr("To"), DateField(ui, day_reader(lambda: profile, ui.clock.now, happened=None)))
        form.add("paper", tr("Paper"), SegmentField(ui, ((Paper.A4, "A4"), (Paper.LETTER, "Letter"))))
        languages = (
            (PacketLanguage.HOST, profile.host_language.upper()),
            (PacketLanguage.HOME, profile.home_language.upper()),
            (PacketLanguage.BOTH, tr("Side by side")),
        )
        form.add("language", tr("Language"), SegmentField(ui, languages))
        styles = (
            (NameStyle.FAMILY_CAPITALS, "YAJIMA Masahito"),
            (NameStyle.GIVEN_FIRST, "Masahito Yajima"),
            (NameStyle.FAMILY_FIRST, "Yajima Masahito"),
        )
        form.add("names", tr("Names"), Choice(ui, styles))
        form.add("copy", tr("Copy number"), TextField(ui, limit=40))
        form.add("draft", tr("Draft"), CheckRow(ui, tr("Draft watermark")))
        form.fill(
            {
                "audience": list_order({profile.host, profile.home}),
                "paper": Paper(profile.paper),
                "language": PacketLanguage.HOST,
                "since": self._base.since,
                "until": self._base.until,
            }
            | ({"template": self._base.template} if self._base.template in self._orders else {})
        )
        self._show_order()
        self._period = self._periods[form.field("template").value()]
        self._since = self._base.since
        form.field("template").changed.connect(self._on_template)
        form.field("since").changed.connect(self._on_since)

    def _on_since(self) -> None:
        self._since = self.form.field("since").understood()

    def _on_template(self) -> None:
        """A paper of months is about those the day asked for lies in, and one of a week after it about a week from that day."""
        period = self._periods[self.form.field("template").value()]
        if period is not self._period and {period, self._period} - {Period.DAY, Period.WEEK, Period.MEETING}:
            self.form.field("since").set_value(self._since)
            self.form.field("until").set_value(None)
        self._period = period
        self._show_order()

    def _show_order(self) -> None:
        """Offer the order of people where the template lists some, beginning with its own."""
        order = self._orders[self.form.field("template").value()]
        self.form.set_shown("order", order is not None)
        if order is not None:
            self.form.field("order").set_value(order)

    def request(self) -> PacketRequest | None:
        """Return what is asked for; None while a field holds something that means nothing (it says so itself)."""
        try:
            values = self.form.values()
        except DeskError:
            return None
        return replace(
            self._base,
            template=values["template"],
            since=values["since"],
            until=values["until"],
            audience=frozenset(code.strip().upper() for code in values["audience"]),
            paper=values["paper"],
            language=values["language"],
            names=values["names"],
            draft=values["draft"],
            copy=values["copy"],
            order=values["order"] if self._orders[values["template"]] is not None else None,
        )

    def show_period(self, since: date, until: date) -> None:
        """Show the period the packet took where not all of it was typed; a paper of months may have moved its first day."""
        days = [(self.form.field(name), day) for name, day in (("since", since), ("until", until))]
        typed = [field.understood(field) for field, _ in days]  # itself: something is being typed there
        if None in typed and not any(one is field for one, (field, _) in zip(typed, days, strict=True)):
            for field, day in days:
                field.set_value(day)

    def show_result(self, result: PacketResult) -> None:
        """Show the marking that was rolled up, and what stayed out."""
        language = self._ui.language
        self.marking.show_marking(result.marking.level.name.lower(), result.banner)
        self.counts.set_text(language.count("{n} portion released", "{n} portions released", result.portions))
        self.withheld.show_report(result.withheld)

    def set_ready(self, ready: bool) -> None:
        """Let the packet be exported, or not while another is being made."""
        self.export_button.setEnabled(ready)
        self.print_button.setEnabled(ready)
