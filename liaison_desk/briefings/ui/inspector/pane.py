"""What is asked of the packet, at the right of the page, and what came of it: marking, portions, what was withheld, checks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from liaison_desk.briefings.checks import ASKED, Check
from liaison_desk.briefings.records import (
    PacketItem,
    PacketLanguage,
    PacketRequest,
    PacketResult,
    Paper,
    PeopleOrder,
    Period,
    Template,
)
from liaison_desk.briefings.rules import usual_audience
from liaison_desk.briefings.templates import titles
from liaison_desk.briefings.ui.inspector.about import AboutField, add_about
from liaison_desk.briefings.ui.inspector.checks import ChecksBox
from liaison_desk.briefings.ui.inspector.fields import (
    AsOf,
    AudienceField,
    BlockField,
    MarkingStrip,
    add_paper,
    language_choices,
)
from liaison_desk.briefings.ui.inspector.withheld import WithheldBox
from liaison_desk.briefings.ui.outside import Outside
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Level, list_order
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.typed import day_reader
from liaison_desk.foundation.core.errors import DeskError, Problem
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Choice, DateField, Form
from liaison_desk.foundation.qt.paint import Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import Size


class InspectorPane(QWidget):
    """The form of the packet; ``changed`` when something else is asked for, ``export`` and ``print`` when it is wanted."""

    changed = Signal()
    export_wanted = Signal()
    formats_wanted = Signal(object)
    """Another way to export is wanted: the button that was pressed."""
    print_wanted = Signal()
    report_wanted = Signal()

    def __init__(
        self,
        ui: Ui,
        profile: DeskProfile,
        templates: Sequence[Template],
        base: PacketRequest,
        outside: Outside | None = None,
    ) -> None:
        """``base`` is what is asked for beyond the form, such as which people, and what the form begins with.

        With what is lent from ``outside`` it is the form of packets that are composed and kept, about a meeting, with checks.
        """
        super().__init__()
        self._ui = ui
        self._base = base
        self._profile = profile
        self._outside = outside
        self._about: dict[str, AboutField] = {}
        self._kept = False
        self._touched = False
        self._another = False
        self._seen = ""
        self._since: date | None = None
        self._templates = {one.name: one for one in templates}
        tr = ui.language.tr
        surface(self, "win")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.setSpacing(10)
        row = QHBoxLayout()
        # The form below keeps this much free for its focus rings and scroll bar.
        row.setContentsMargins(4, 0, 12, 0)
        row.setSpacing(8)
        self.print_button = PlainButton(ui, tr("Print"), icon="printer", act=self.print_wanted.emit)
        self.export_button = PrimaryButton(
            ui, tr("Export PDF"), icon="file-down", key="Ctrl+E", act=self.export_wanted.emit
        )
        self.export_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.formats_button = IconButton(
            ui, "chevron-down", tr("Other ways to export"), bordered=True,
            act=lambda: self.formats_wanted.emit(self.formats_button),
        )  # fmt: skip
        row.addWidget(self.print_button)
        row.addWidget(self.export_button, 1)
        row.addWidget(self.formats_button)
        layout.addLayout(row)
        self.formats_button.setVisible(outside is not None)  # in its place by now: without one it would be a window
        self.form = Form(ui, label_width=78)
        self._fill_form(profile)
        self._seen = self.template.name
        self.form.edited.connect(self._on_edited)
        layout.addWidget(self.form, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the fields whole: a scroll area would become narrower than what is in it. Fonts are settled only now."""
        super().showEvent(event)
        inside = self.form.widget()
        if inside is not None:
            bar = self.form.verticalScrollBar().sizeHint().width()
            self.form.setMinimumWidth(inside.minimumSizeHint().width() + bar)

    def offer_templates(self, templates: Sequence[Template]) -> None:
        """Let others be chosen, such as one that was made meanwhile."""
        self._templates = {one.name: one for one in templates}
        field = self.form.field("template")
        assert isinstance(field, Choice)
        field.set_choices(self._named())

    @property
    def touched(self) -> bool:
        """Whether something was set that nobody has taken: anything but another template, which is only looked at."""
        return self._touched or bool(self._audience.input.text().strip())

    @touched.setter
    def touched(self, touched: bool) -> None:
        self._touched = touched

    @property
    def template(self) -> Template:
        """The template that is chosen."""
        return self._templates[self.form.field("template").value()]

    def template_words(self) -> str:
        """Return what the chosen template is called in the user's language."""
        return titles(self.template, (self._ui.language,))[0]

    def request(self) -> PacketRequest | None:
        """Return what is asked for; None while a field holds something that means nothing (it says so itself)."""
        try:
            values = self.form.values()
        except DeskError:
            return None
        template = self._templates[values["template"]]
        copies, copy = values["copies"]
        return replace(
            self._base,
            template=self._base.template if self._kept else template.name,
            since=values["since"],
            until=values["until"],
            audience=frozenset(code.strip().upper() for code in values["audience"]),
            paper=values["paper"],
            language=values["language"],
            names=values["names"],
            draft=values["draft"],
            copy=copy,
            copies=copies,
            ruby=values["ruby"],
            block=values["block"],
            meeting=self._about_record("meeting"),
            exercise=self._about_record("exercise"),
            arrangement=self._about_record("arrangement"),
            visit=self._about_record("visit"),
            order=values["order"] if template.order is not None and not self._kept else None,
        )

    def problems(self) -> list[Problem]:
        """Return what keeps anything from being asked for, by field."""
        found = []
        for name in sorted(ASKED):
            try:
                self.form.field(name).value()
            except DeskError as error:
                found.append(Problem(name, error.text, tuple(error.values.items())))
        return found

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field."""
        field = self.form.field(name)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.ensureWidgetVisible(field, 0, 24)

    def forget(self) -> None:
        """Something else is shown next, whatever is being typed here."""
        self.touched, self._another = False, True
        self.form.clear_problems()
        self._audience.input.clear()
        for field in self._about.values():
            field.clear()

    def show_template(self, name: str) -> None:
        """Offer a template that nobody has changed, with its usual period, paper and audience."""
        self._kept = self._another = False
        self._base = PacketRequest(name)
        template = self._templates.get(name) or next(iter(self._templates.values()))
        self.form.set_shown("template", True)
        self.form.fill(
            {
                "template": template.name, "since": None, "until": None,
                "paper": template.paper or Paper(self._profile.paper),
                "audience": list_order(usual_audience(template, self._profile)), "copies": (1, ""), "block": (), "draft": False,
            }
        )  # fmt: skip
        self._since, self._seen = None, template.name
        self._period = template.period
        self._show_order()

    def take_profile(self, profile: DeskProfile) -> None:
        """Begin with the paper and the nations of another profile from now on; a template that nobody has changed does at once."""
        self._profile = profile
        self._labels = load_grammar(profile.policy).block
        self._languages.set_labels(language_choices(self._ui, profile))
        self._block.show_labels(self._labels)
        self._audience.show_sides(profile)
        if self._outside is not None and not self._kept:
            self.show_template(self._base.template)

    def show_asked(self, asked: PacketRequest, items: Sequence[PacketItem]) -> None:
        """Show what is asked for of a packet that is kept; fields that say so already are left alone while they are typed in."""
        self._kept = True
        self._base = asked
        if asked.template in self._templates:
            self.form.field("template").set_value(asked.template)
        self.form.set_shown("template", False)
        self.form.set_shown("order", False)
        for name, about in self._about.items():
            about.show(items, getattr(asked, name))
        values = {
            "audience": list_order(asked.audience or {self._profile.host, self._profile.home}),
            "paper": asked.paper or Paper(self._profile.paper), "copies": (asked.copies, asked.copy),
            **{name: getattr(asked, name) for name in ("since", "until", "language", "names", "ruby", "draft", "block")},
        }  # fmt: skip
        for name, value in values.items():
            field = self.form.field(name)
            present = field.understood(field)  # itself: what is being typed there means nothing yet
            same = set(present) == set(value) if name == "audience" and present is not field else present == value
            if self._another or (present is not field and not same):
                field.set_value(value)
                field.set_problem(None)
        self._another, self._seen = False, self.template.name
        self.form.settle()

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
        self.withheld.show()
        self.form.set_shown("block", bool(self._labels) and result.marking.level is not Level.UNCLASSIFIED)

    def show_nothing(self) -> None:
        """Say nothing of a packet where none was made: what the last one was marked and withheld is not so any more."""
        self.marking.show_marking("unclassified", "")
        self.counts.set_text("")
        self.withheld.hide()

    def block_labels(self, result: PacketResult) -> tuple[str, ...]:
        """Return the labels of the designation block where the level of a packet asks for one."""
        return self._labels if result.marking.level is not Level.UNCLASSIFIED else ()

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show what to look at before the packet goes out."""
        self.checks.show_checks(checks)

    def set_ready(self, ready: bool) -> None:
        """Let the packet be exported, or not while another is being made."""
        for button in (self.export_button, self.print_button, self.formats_button):
            button.setEnabled(ready)

    def _fill_form(self, profile: DeskProfile) -> None:
        ui, form, tr = self._ui, self.form, self._ui.language.tr
        self._audience = form.add("audience", tr("Audience"), AudienceField(ui, profile))
        self.marking = MarkingStrip(ui)
        form.add_wide(self.marking)
        self.counts = Text(ui, "", Size.SECONDARY, tone="t3")
        form.add_wide(self.counts)
        self.withheld = WithheldBox(ui, opens=self._outside is not None)
        self.withheld.report_wanted.connect(self.report_wanted)
        form.add_wide(self.withheld)
        form.add_wide(hairline(ui))
        self._add_content()
        self._languages = add_paper(ui, form, profile)
        self._labels = load_grammar(profile.policy).block
        self._block = form.add("block", tr("Block"), BlockField(ui, self._labels))
        self.as_of = AsOf(ui)
        form.add_wide(self.as_of)
        self.checks = ChecksBox(ui)
        if self._outside is not None:
            form.add_wide(hairline(ui))
            form.add_wide(self.checks)
        begun = self._templates.get(self._base.template) or self._usual()[0]
        form.fill(
            {
                "audience": list_order(usual_audience(begun, self._profile)), "paper": begun.paper or Paper(profile.paper),
                "language": PacketLanguage.HOST, "since": self._base.since, "until": self._base.until,
                "template": begun.name,
            }
        )  # fmt: skip
        self._show_order()
        form.set_shown("block", False)
        self._period = begun.period
        self._since = self._base.since
        form.field("template").changed.connect(self._on_template)
        form.field("since").changed.connect(self._on_since)

    def _add_content(self) -> None:
        ui, form, tr = self._ui, self.form, self._ui.language.tr
        form.add("template", tr("Template"), Choice(ui, self._named()))
        if self._outside is not None:
            self._about = add_about(ui, form, self._outside)
            self._about["meeting"].changed.connect(self._on_meeting)
        orders = ((PeopleOrder.PRECEDENCE, tr("By precedence")), (PeopleOrder.ORGANIZATION, tr("By organization")))
        form.add("order", tr("Order"), Choice(ui, orders))
        form.add("since", tr("From"), DateField(ui, day_reader(lambda: self._profile, ui.clock.now, happened=None)))
        form.add("until", tr("To"), DateField(ui, day_reader(lambda: self._profile, ui.clock.now, happened=None)))

    def _named(self) -> list[tuple[str, str]]:
        return [(one.name, titles(one, (self._ui.language,))[0]) for one in self._usual()]

    def _usual(self) -> list[Template]:
        """Return the templates, those of a week first."""
        return sorted(self._templates.values(), key=lambda one: one.period is not Period.WEEK)

    def _on_meeting(self) -> None:
        """A paper of a meeting is about its days, until others are typed."""
        if self.template.period is Period.MEETING:
            for name in ("since", "until"):
                self.form.field(name).set_value(None)

    def _about_record(self, name: str) -> int:
        """Return the id of the meeting, exercise, arrangement or visit the packet is about; 0 for none."""
        field = self._about.get(name)
        return getattr(self._base, name) if field is None else field.value()

    def _on_edited(self) -> None:
        """Something else is asked for: it is looked at, where that is another template, and otherwise waits to be kept."""
        self.touched = self.touched or self.template.name == self._seen
        self._seen = self.template.name
        self.changed.emit()

    def _on_since(self) -> None:
        self._since = self.form.field("since").understood()

    def _on_template(self) -> None:
        """A paper of months is about those the day asked for lies in, and one of a week after it about a week from that day."""
        period = self.template.period
        if period is not self._period and {period, self._period} - {Period.DAY, Period.WEEK, Period.MEETING}:
            self.form.field("since").set_value(self._since)
            self.form.field("until").set_value(None)
        self._period = period
        self._show_order()

    def _show_order(self) -> None:
        """Offer the order of people where the template lists some, beginning with its own."""
        for about in self._about.values():
            about.show(self.template.sections, about.value())
        order = self.template.order
        self.form.set_shown("order", order is not None)
        if order is not None:
            self.form.field("order").set_value(order)
