"""The battle-rhythm card in the form of an event: what the event is for, who chairs it, what goes in and what comes out."""

from dataclasses import replace
from typing import Any, Final

from liaison_desk.calendar.records import Participant, RhythmCard
from liaison_desk.calendar.ui.fields.inputs_field import InputsField
from liaison_desk.calendar.ui.fields.people_field import PersonField, Suggest
from liaison_desk.calendar.ui.form.calendar_form import bilingual_field
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Form
from liaison_desk.screens.pairs import bilingual_of, pair_of

_WORDS: Final = ("purpose", "members", "outputs", "role", "report")
CARD_FIELDS: Final = tuple(
    f"card_{name}" for name in ("purpose", "chair", "members", "inputs", "outputs", "role", "report")
)


def add_card(form: Form, ui: Ui, wording: Wording, suggest: Suggest) -> None:
    """Add the fields of a card."""
    tr = ui.language.tr
    form.add("card_purpose", tr("P&urpose"), bilingual_field(ui, wording, rows=2))
    form.add("card_chair", tr("C&hair"), PersonField(ui, suggest))
    form.add("card_members", tr("&Members"), bilingual_field(ui, wording))
    form.add("card_inputs", tr("&Inputs"), InputsField(ui, wording))
    form.add("card_outputs", tr("&Outputs"), bilingual_field(ui, wording))
    form.add("card_role", tr("My &role"), bilingual_field(ui, wording))
    form.add("card_report", tr("Report home"), bilingual_field(ui, wording))


def card_values(card: RhythmCard | None) -> dict[str, Any]:
    """Return a card as the fields show it."""
    shown = card or RhythmCard()
    words = {f"card_{name}": pair_of(getattr(shown, name)) for name in _WORDS}
    return {**words, "card_chair": shown.chair, "card_inputs": shown.inputs}


def card_of(values: dict[str, Any], before: RhythmCard | None) -> RhythmCard | None:
    """Return the card that the fields say; none where nothing is said, unless there was an empty one."""
    words = {name: bilingual_of(values[f"card_{name}"]) for name in _WORDS}
    chair: Participant | None = values["card_chair"]
    card = replace(before or RhythmCard(), **words, chair=chair, inputs=values["card_inputs"])
    return card if card != RhythmCard() or before == RhythmCard() else None
