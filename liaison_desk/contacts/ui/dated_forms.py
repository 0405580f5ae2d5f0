"""The short forms of what happens on a day: an organization is renamed or moved, a post changes hands."""

from collections.abc import Callable, Sequence
from typing import Any

from liaison_desk.contacts.records import PERSON, Billet, Organization
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.service.billets import Billets
from liaison_desk.contacts.ui.markings import guard_texts
from liaison_desk.contacts.ui.organizations import parent_choices
from liaison_desk.contacts.ui.words import Words
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import BilingualField, Choice, DateField, Form, PickRecord
from liaison_desk.screens.pairs import bilingual_of, pair_of

_WIDTH = 520


def rename_dialog(
    ui: Ui, words: Words, contacts: Contacts, one: Organization, done: Callable[[Organization], None]
) -> FormDialog:
    """Return the form of another name from a day on; the old one stays known up to it."""
    tr = ui.language.tr
    form = _dated_form(ui, words)
    form.add("name", tr("N&ame"), BilingualField(ui, *words.side_names())).set_value(pair_of(one.name))
    form.add("short", tr("&Short form"), BilingualField(ui, *words.side_names())).set_value(pair_of(one.short))

    def collect() -> Any:
        values = form.values()
        texts = {key: bilingual_of(values[key]) for key in ("name", "short")}
        guard_texts(texts, words.profile())
        if not texts["name"]:
            raise InvalidError([Problem("name", "Give the organization a name.")])
        return _day(form), texts["name"], texts["short"]

    return FormDialog(
        ui, tr("Rename from a date"), form, action=tr("Rename"), collect=collect,
        commit=lambda told: contacts.rename_organization(one, *told), saved=done, width=_WIDTH,
    )  # fmt: skip


def move_dialog(
    ui: Ui, words: Words, contacts: Contacts, one: Organization, houses: Sequence[Organization], above: int,
    done: Callable[[Organization], None],
) -> FormDialog:  # fmt: skip
    """Return the form of another parent (``above`` proposed, 0 = none) from a day on."""
    tr = ui.language.tr
    form = _dated_form(ui, words)
    choices = parent_choices(words, houses, one.id)
    under = form.add("parent_id", tr("&Under"), Choice(ui, choices))
    if above in dict(choices):
        under.set_value(above)
    return FormDialog(
        ui, tr("Move from a date"), form, action=tr("Move"), collect=lambda: (_day(form), under.value()),
        commit=lambda told: contacts.move_organization(one, *told), saved=done, width=_WIDTH,
    )  # fmt: skip


def hand_over_dialog(
    ui: Ui, words: Words, contacts: Contacts, billets: Billets, billet: Billet, done: Callable[[None], None]
) -> FormDialog:
    """Return the form of a hand-over: who takes the post, nobody for a vacancy, and from which day."""
    tr = ui.language.tr
    form = _dated_form(ui, words)

    def find(typed: str) -> list[Any]:
        return contacts.suggest(typed, kinds=(PERSON,))

    who = form.add("successor", tr("Successor"), PickRecord(ui, find, tr("Nobody: the post stands vacant")))
    return FormDialog(
        ui, tr("Hand over: {post}", post=words.best(billet.title)), form, action=tr("Hand over"),
        collect=lambda: (ref.id if (ref := who.value()) is not None else 0, _day(form)),
        commit=lambda told: billets.hand_over(billet.id, *told), saved=done, width=_WIDTH,
    )  # fmt: skip


def _dated_form(ui: Ui, words: Words) -> Form:
    form = Form(ui, label_width=110)
    form.add("since", ui.language.tr("From"), DateField(ui, words.read_day(happened=None))).set_value(words.today())
    return form


def _day(form: Form) -> Any:
    day = form.field("since").value()
    if day is None:
        raise InvalidError([Problem("since", "Say from which day on.")])
    return day
