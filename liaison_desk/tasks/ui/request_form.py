"""The two parts that only a request for information has in its form: what is asked, and its way with the answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import BilingualField, Choice, DateField, Field, TextAreaField, TextField
from liaison_desk.foundation.qt.fields.owner import OwnerField
from liaison_desk.foundation.qt.fields.tabs import TabbedForm
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of
from liaison_desk.tasks.records import Rfi
from liaison_desk.tasks.ui.fields.chain import ChainField
from liaison_desk.tasks.ui.saying import deeds, rfi_priorities
from liaison_desk.tasks.ui.words import Words

REQUEST_FIELDS: Final = (
    "number", "rfi_priority", "asker", "office", "received", "channel", "question", "justification",
)  # fmt: skip
ANSWER_FIELDS: Final = ("chain", "answer", "answer_marking", "answered")
_SAME: Final = ("office", "justification", "received", "channel", "answered", "chain", "answer_marking", "status")


class GivenNumber(Field):
    """The number of a request, which nobody types."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.words = Text(ui, "", weight=SEMIBOLD, tabular=True, selectable=True)
        self.words.setContentsMargins(0, 7, 0, 7)
        self.body.addWidget(self.words)

    def value(self) -> str:
        """Return the number as it is shown."""
        return self.words.text_whole()

    def set_value(self, value: str) -> None:
        """Show a number."""
        self.words.set_text(value or self.ui.language.tr("Given on saving"))


def add_request(form: TabbedForm, ui: Ui, words: Words, people: Callable[[str], Sequence[RecordRef]]) -> None:
    """Add what is asked, by whom, of which office."""
    tr = ui.language.tr
    form.add("number", tr("Number"), GivenNumber(ui))
    form.add("rfi_priority", tr("P&riority"), Choice(ui, rfi_priorities(ui.language)))
    form.add("asker", tr("As&ker"), OwnerField(ui, people, tr("A contact, or a name")))
    form.add("office", tr("&Office that answers"), TextField(ui))
    form.add("received", tr("Recei&ved"), DateField(ui, words.read_day(happened=True)))
    form.add("channel", tr("&Channel"), TextField(ui, tr("How it came: by hand, mail, network")))
    form.add("question", tr("&Question"), BilingualField(ui, *words.side_names(), rows=4))
    form.add("justification", tr("&Justification"), TextAreaField(ui, tr("What it is needed for"), rows=2))


def add_answer(form: TabbedForm, ui: Ui, words: Words) -> None:
    """Add the way of the request and its answer under a marking of its own."""
    tr = ui.language.tr
    form.add("chain", tr("C&hain"), ChainField(ui, words, deeds(ui.language)))
    form.add("answer", tr("&Answer"), BilingualField(ui, *words.side_names(), rows=4))
    form.add("answer_marking", tr("Answer's &marking"), marking_field(ui, words.profile()))
    form.add("answered", tr("Answered &on"), DateField(ui, words.read_day(happened=True)))


def rfi_values(rfi: Rfi) -> dict[str, Any]:
    """Return what the fields show of a request."""
    return {name: getattr(rfi, name) for name in _SAME} | {
        "number": f"{rfi.called} · {rfi.direction.replace('>', '→')}" if rfi.number else "",
        "rfi_priority": rfi.priority,
        "asker": (rfi.asker, rfi.asker_id),
        "question": pair_of(rfi.question),
        "answer": pair_of(rfi.answer),
    }


def rfi_of(values: Mapping[str, Any], base: Rfi) -> Rfi:
    """Return the request that the fields say."""
    asker, asker_id = values["asker"]
    return replace(
        base,
        **{name: values[name] for name in _SAME},
        priority=values["rfi_priority"],
        asker=asker,
        asker_id=asker_id,
        question=bilingual_of(values["question"]),
        answer=bilingual_of(values["answer"]),
    )
