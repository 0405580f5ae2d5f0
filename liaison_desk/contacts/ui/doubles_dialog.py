"""Pairs of people who may be one: each is looked at and merged, told apart, or left as it is."""

from collections.abc import Callable, Mapping, Sequence

from liaison_desk.contacts.records import Person
from liaison_desk.contacts.rules.merging import shared_reach
from liaison_desk.contacts.service.merging import Double, Merging
from liaison_desk.contacts.ui.merge import open_merge
from liaison_desk.contacts.ui.words import Words
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.word_rows import WordRows

_Pairs = tuple[Sequence[Double], Mapping[int, Person]]


def doubles_choice(
    ui: Ui, words: Words, merging: Merging, merged: Callable[[int], None]
) -> tuple[str, str, Callable[[], object]]:
    """Return the menu's choice that opens the dialog: words, icon, what it does."""
    return (
        ui.language.tr("Find duplicates…"), "users",
        lambda: ui.ask.form(DoublesDialog(ui, words, merging, merged)),
    )  # fmt: skip


class DoublesDialog(DeskDialog):
    """The pairs, found off the window's thread. Return or a double click opens the merge of one; ``merged`` is told who stays."""

    def __init__(self, ui: Ui, words: Words, merging: Merging, merged: Callable[[int], None]) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Possible duplicates"))
        self._words = words
        self._merging = merging
        self._merged = merged
        self.told = Text(ui, tr("Looking…"), tone="t2", wrap=True)
        self.pairs = WordRows(
            tr("Possible duplicates"),
            [tr("Earlier entry"), tr("Later entry"), tr("Same")],
            [330, 330],
            self.tell_apart,
        )
        self.pairs.itemActivated.connect(lambda *_: self.act())
        self.strip = MessageStrip(ui)
        self.content.addWidget(self.strip)
        self.content.addWidget(self.told)
        self.content.addWidget(self.pairs, 1)
        self.merge_button = PrimaryButton(ui, tr("Merge…"), key="Ctrl+Enter", act=self.act)
        self.apart_button = PlainButton(ui, tr("Not the same"), act=self.tell_apart)
        self.apart_button.setToolTip(tr("The pair is not listed again (Del)"))
        self.foot.addWidget(PlainButton(ui, tr("Close"), act=self.reject))
        self.foot.addWidget(self.apart_button)
        self.foot.addWidget(self.merge_button)
        self.resize(900, 520)
        self._read()

    def act(self) -> None:
        """Open the merge of the chosen pair."""
        pair = self.pairs.key()
        if pair is not None:
            open_merge(self.ui, self._words, self._merging, (pair.one, pair.other), self._on_merged)

    def tell_apart(self) -> None:
        """Note that the chosen pair are two people; undo lists them again."""
        pair = self.pairs.key()
        if pair is not None:
            self.ui.jobs.database.run(
                lambda: self._merging.tell_apart([pair]), lambda _: self._read(), self.strip.show_error, owner=self
            )

    def _on_merged(self, number: int) -> None:
        self._merged(number)
        self._read()

    def _read(self) -> None:
        def read() -> _Pairs:
            pairs = self._merging.doubles()
            people = self._merging.people(sorted({id_ for pair in pairs for id_ in (pair.one, pair.other)}))
            return pairs, {person.id: person for person in people}

        self.ui.jobs.database.run(read, lambda found: self._show(*found), owner=self)

    def _show(self, pairs: Sequence[Double], people: Mapping[int, Person]) -> None:
        self.pairs.clear()
        language = self.ui.language
        for pair in pairs:
            one, other = people.get(pair.one), people.get(pair.other)
            if one is not None and other is not None:
                same = language.tr("Name") if pair.named else shared_reach(one, other)
                self.pairs.add([self._told(one), self._told(other), same], pair)
        count = self.pairs.topLevelItemCount()
        nothing = language.tr("Nobody is entered twice under one name, e-mail address or number.")
        told = language.count("{n} pair that may be one person", "{n} pairs that may be one person", count)
        self.told.set_text(told if count else nothing)
        for button in (self.merge_button, self.apart_button):
            button.setEnabled(bool(count))
        self.pairs.choose(0)

    def _told(self, person: Person) -> str:
        words = self._words
        post = person.current_post(words.today())
        parts = (
            words.called(person),
            words.best(post.title) if post is not None else "",
            next((one.address for one in person.emails), ""),
        )
        return " · ".join(part for part in parts if part)
