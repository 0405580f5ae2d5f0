"""What is composed on the page: a template that nobody has changed, or a packet, which the first change makes of it."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from liaison_desk.briefings.records import Packet, PacketItem, PacketRequest, Template
from liaison_desk.briefings.rules import keyed, request_of
from liaison_desk.briefings.service.packets import PacketBook
from liaison_desk.briefings.ui.keeping import Change, PacketKeeper
from liaison_desk.briefings.words import packet_title
from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui

_PACKET, _TEMPLATE = "briefings/packet", "briefings/template"


class Asks(Protocol):
    """The form that says what is asked for beside the outline."""

    touched: bool
    """Whether something was set that nobody has taken."""

    @property
    def template(self) -> Template:
        """The template that is chosen."""

    def request(self) -> PacketRequest | None:
        """Return what is asked for; None while a field means nothing."""


class Composer(QObject):
    """Changes what is composed, and remembers which packet was on show last."""

    begun = Signal()
    """The first change made a packet of a template."""

    def __init__(
        self,
        ui: Ui,
        book: PacketBook,
        profile: Callable[[], DeskProfile],
        form: Asks,
        usual: Callable[[Template], tuple[date, date]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._book = book
        self._profile = profile
        self._form = form
        self._usual = usual
        self._span: tuple[date, date] | None = None
        self._span_of: PacketRequest | None = None
        self._remembered = (ui.memory.text(_PACKET), ui.memory.text(_TEMPLATE))
        self.keeper = PacketKeeper(ui, book, self)
        self.keeper.kept.connect(self._remember)

    @property
    def packet(self) -> Packet | None:
        """The packet, with every change; None for a template that nobody has changed."""
        return self.keeper.packet

    @property
    def remembered(self) -> tuple[str, str]:
        """The uid of the packet, and the name of the template, that were on show when the program ended last; "" for none."""
        return self._remembered

    def items(self) -> tuple[PacketItem, ...]:
        """Return the entries of what is composed."""
        return self.packet.items if self.packet is not None else keyed(self._form.template.sections)

    def request(self) -> PacketRequest | None:
        """Return what is asked for, as the form says it now; None while a field of that means nothing."""
        asked = self._form.request()
        return asked if asked is None or self.packet is None else request_of(replace(self.packet, asked=asked))

    def show(self, packet: Packet | None) -> None:
        """Compose another packet, or the template that the form has chosen."""
        self._span = self._span_of = None
        self.keeper.show(packet)
        self._remember()

    def recall(self, uid: str, found: Callable[[Packet], None]) -> None:
        """Look for a packet by its uid, and hand it over unless something else is composed by then."""

        def look() -> Packet | None:
            try:
                return self._book.called(uid)
            except DeskError:
                return None  # it is gone, or of another desk

        def done(packet: Packet | None) -> None:
            if packet is not None and self.packet is None:
                found(packet)

        self._ui.jobs.database.run(look, done, owner=self)

    def note_span(self, since: date, until: date) -> None:
        """Note the period that was taken for what is asked for; a title that was made of the one before is made of this one."""
        before, self._span = self._span, (since, until)
        asked, self._span_of = self._span_of, self.packet.asked if self.packet is not None else None
        packet = self.packet
        if packet is None or before is None or asked in {None, packet.asked}:
            return
        old, new = self._title_over(packet, *before), self._title_over(packet, since, until)
        if packet.title == old and new:
            change: Change = lambda one: replace(one, title=new) if one.title == old else one  # noqa: E731
            self.edit(change, "Change a packet", typed=True)

    def edit(
        self, change: Change, label: str, *, typed: bool = False, then: Callable[[], object] | None = None
    ) -> None:
        """Change the packet; see ``PacketKeeper.edit``. A template becomes a packet first."""
        if self.packet is None:
            begun = self._begin()
            self._span_of = begun.asked
            self.keeper.begin(begun)
            self.keeper.edit(change, label, typed=typed, then=then)
            self.begun.emit()
        else:
            self.keeper.edit(change, label, typed=typed, then=then)

    def take_form(self) -> bool:
        """Let the packet be asked for as the form says now; a template of which something else is asked becomes one.

        False while the form says what means nothing, or the name of a nation is half typed, or none: whoever makes the packet
        says so, and it is not kept.
        """
        if not self._form.touched:
            return True
        asked = self._form.request()
        if asked is None or not _known(asked):
            return False
        self._form.touched = False
        packet = self.packet
        if packet is None:
            self.edit(lambda one: one, "Save a packet", typed=True)
        elif told := _told_apart(packet.asked, asked):
            self.edit(lambda one: replace(one, asked=replace(one.asked, **told)), "Change a packet", typed=True)
        return True

    def rename(self, said: str) -> None:
        """Call the packet otherwise, in the user's language.

        What was made of the template in the other language goes, and so does a marking that nobody chose.
        """
        side = self._profile().side_of(self._ui.language.code)

        def change(packet: Packet) -> Packet:
            made, marking = self._made_title(packet), packet.marking
            title = packet.title.rewritten(side, said)
            if packet.title.side(side.other) == made.side(side.other):
                title = Bilingual(said) if side is Side.HOST else Bilingual("", said)
            if packet.title == made and self._profile().default_marking is None:
                marking = None
            return replace(packet, title=title, marking=marking)

        self.edit(change, "Change a packet")

    def _begin(self) -> Packet:
        """Return the packet of the template: about the days it is about now, called by its title and those."""
        template = self._form.template
        asked = self._form.request()
        if asked is None or not _known(asked):
            asked = replace(asked or PacketRequest(template.name), audience=frozenset())
        else:
            self._form.touched = False
        since, until = self._span or self._usual(template)
        since, until = asked.since or since, asked.until or until
        title = packet_title(template, since, until, self._profile())
        packet = self._book.begin(template, title, replace(asked, since=since, until=until, order=None))
        items = tuple(_ordered(item, asked) for item in packet.items)
        # Made of fixed words alone, the title says nothing; what somebody writes in its place is marked as the desk's texts are.
        return replace(packet, items=items, marking=packet.marking or self._plain())

    def _plain(self) -> Marking:
        return Marking(self._profile().home)

    def _made_title(self, packet: Packet) -> Bilingual:
        """Return the title that was made of the packet's template and period."""
        since, until = packet.asked.since, packet.asked.until
        return self._title_over(packet, since, until) if since is not None and until is not None else Bilingual()

    def _title_over(self, packet: Packet, since: date, until: date) -> Bilingual:
        """Return the title that is made of the packet's template and a period; none where the template is not here."""
        template = self._form.template
        if template.name != packet.asked.template:
            return Bilingual()
        return packet_title(template, since, until, self._profile())

    def _remember(self) -> None:
        memory, packet = self._ui.memory, self.packet
        memory.keep(_PACKET, packet.uid if packet is not None else "")
        if packet is None:
            memory.keep(_TEMPLATE, self._form.template.name)


def _known(asked: PacketRequest) -> bool:
    nations = load_nations()
    return all(one in nations for one in asked.audience)


def _told_apart(before: PacketRequest, after: PacketRequest) -> dict[str, Any]:
    """Return what is asked for otherwise, by its name: what somebody else asks for otherwise at the same time stays."""
    every = ((one.name, getattr(before, one.name), getattr(after, one.name)) for one in fields(PacketRequest))
    return {name: now for name, then, now in every if now != then}


def _ordered(item: PacketItem, asked: PacketRequest) -> PacketItem:
    """Return an entry that lists people in the order asked for."""
    if asked.order is None or "order" not in item.options:
        return item
    return replace(item, options={**item.options, "order": asked.order.value})
