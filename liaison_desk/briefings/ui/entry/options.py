"""The options of sections as fields: what each is called, and how it is chosen."""

from collections.abc import Mapping
from typing import Any

from liaison_desk.briefings.records import PeopleOrder
from liaison_desk.briefings.ui.fitting import part_words
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import CheckRow, Choice, Field, TextField
from liaison_desk.foundation.qt.fields.number import NumberInput
from liaison_desk.meetings.records import PortionKind

_MOST = 3_660


class NumberField(Field):
    """A small whole number as a form field."""

    def __init__(self, ui: Ui, name: str, most: int = _MOST) -> None:
        super().__init__(ui)
        self.input = NumberInput(ui, name, 0, most, 72)
        self.input.stepped.connect(self.changed)
        self.body.addWidget(self.input)
        self.watch(self.input)

    def value(self) -> int:
        """Return the number."""
        return self.input.number()

    def set_value(self, value: int) -> None:
        """Show a number."""
        self.input.set_number(value)


def option_fields(ui: Ui, options: Mapping[str, Any]) -> list[tuple[str, str, Field]]:
    """Return a field for each option that an officer may choose: its name, its label ("" beside a box), the field."""
    labels = _labels(ui.language)
    found: list[tuple[str, str, Field]] = []
    for name, value in options.items():
        field = _field(ui, name, value, labels)
        if field is not None:
            field.set_value(value)
            label = "" if isinstance(field, CheckRow) else labels[name]
            found.append((name, label, field))
    return found


def _field(ui: Ui, name: str, value: Any, labels: Mapping[str, str]) -> Field | None:
    if name not in labels:
        return None  # an option of templates alone
    choices = _choices(ui.language).get(name)
    if choices is not None:
        known = dict(choices)
        # A template may say something that is not among the usual ones: it stays as it is until another is chosen.
        return Choice(ui, choices if value in known else [(value, str(value)), *choices])
    if isinstance(value, bool):
        return CheckRow(ui, labels[name])
    if isinstance(value, int):
        return NumberField(ui, labels[name])
    return TextField(ui, limit=80)


def _labels(language: Language) -> dict[str, str]:
    tr = language.tr
    return {
        "contents": tr("List of contents"),
        "ahead_days": tr("Days ahead"),
        "days": tr("Days back"),
        "days_back": tr("Days back"),
        "only": tr("Kinds"),
        "apart": tr("Each on a page of its own"),
        "full": tr("All that is known of each"),
        "listed": tr("Attendees as they were listed"),
        "part": tr("Paper"),
        "unfinished": tr("All that are not kept yet"),
        "kinds": tr("Kinds"),
        "order": tr("Order"),
        "nation": tr("Nation"),
        "tag": tr("Tag"),
        "vacant": tr("Posts without a holder, too"),
        "workdays": tr("Working days only"),
        "cancelled": tr("What is cancelled, too"),
        "all": tr("Also those without a text"),
        "ended": tr("Also those expired or terminated"),
        "months": tr("Months ahead (0: all)"),
        "agreed": tr("Also those agreed"),
        "dropped": tr("Also those dropped"),
        "over": tr("Also visits that are over"),
        "subjects": tr("Subjects of the post"),
    }


def _choices(language: Language) -> dict[str, list[tuple[Any, str]]]:
    tr = language.tr
    return {
        "part": part_words(language),
        "order": [
            (PeopleOrder.PRECEDENCE.value, tr("By precedence")), (PeopleOrder.ORGANIZATION.value, tr("By organization")),
        ],
        "only": [
            ("", tr("All")), ("task", tr("Tasks")), ("commitment", tr("Commitments")), ("rfi", tr("Requests for information")),
        ],
        "kinds": [
            (PortionKind.DECISION.value, tr("Decisions")),
            (f"{PortionKind.INSIGHT} {PortionKind.RECOMMENDATION}", tr("Insights and recommendations")),
            (PortionKind.EQUITY.value, tr("Equities")),
            (PortionKind.COMMITMENT.value, tr("Commitments")),
            (PortionKind.RFI.value, tr("Requests for information")),
        ],
    }  # fmt: skip
