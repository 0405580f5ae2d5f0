"""What can be done with whole packets: begin, open, make anew for the next period, double, name, delete, keep as a template."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.briefings.records import Packet, PacketLine, Template
from liaison_desk.briefings.rules import template_items
from liaison_desk.briefings.service.composing import Briefings
from liaison_desk.briefings.service.packets import PacketBook
from liaison_desk.briefings.ui.keeping import PacketKeeper
from liaison_desk.briefings.ui.outside import Outside
from liaison_desk.briefings.ui.packets.choosing import packets_dialog, template_dialog
from liaison_desk.briefings.words import packet_title
from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.text import fold
from liaison_desk.foundation.qt.buttons import literal
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import Form, TextField
from liaison_desk.foundation.qt.menus import popup_menu

_LISTED = 12
_WIDEST = 420
"""Pixels of a title in the menu."""
_UNFIT = re.compile(r"[^a-z0-9]+")


class Shows(Protocol):
    """The page that shows packets."""

    def show_packet(self, packet: Packet) -> None:
        """Show a packet that is kept."""

    def show_template(self, name: str) -> None:
        """Show a template that nobody has changed."""

    def let_go(self) -> None:
        """Forget what was typed into the packet on show: it is not wanted any more."""

    def edit_title(self) -> None:
        """Let title and marking of the packet be changed."""


class PacketActs:
    """The deeds; ``page`` shows what they come to, ``failed`` an error."""

    def __init__(
        self, ui: Ui, book: PacketBook, briefings: Briefings, keeper: PacketKeeper, profile: Callable[[], DeskProfile],
        outside: Outside, page: QWidget, shows: Shows, failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        self._ui = ui
        self._book = book
        self._briefings = briefings
        self._keeper = keeper
        self._profile_now = profile
        self._outside = outside
        self._page = page
        self._shows = shows
        self._failed = failed
        self.lines: Sequence[PacketLine] = ()

    @property
    def _profile(self) -> DeskProfile:
        return self._profile_now()

    def read(self, then: Callable[[], object] | None = None) -> None:
        """Read which packets there are."""

        def done(lines: Sequence[PacketLine]) -> None:
            self.lines = lines
            if then is not None:
                then()

        key = f"packets {id(self)}" if then is None else None
        self._ui.jobs.database.run(self._book.packets, done, self._failed, key, self._page)

    def menu(self, template: str) -> QMenu:
        """Return the menu of packets: the newest, and what can be done with the one on show."""
        tr, icon = self._ui.language.tr, self._ui.icons.icon
        present = self._keeper.packet
        menu = popup_menu(self._page)
        menu.addAction(icon("plus"), f"{tr('&New from a template…')}\tCtrl+N", partial(self.begin, template))
        if present is not None:
            menu.addAction(icon("repeat"), tr("Next &period’s from this"), self.make_next)
            menu.addAction(icon("copy"), tr("&Duplicate"), self.double)
            menu.addAction(icon("square-pen"), tr("&Title and marking…"), self._shows.edit_title)
            menu.addAction(icon("layout-template"), tr("Save as a te&mplate…"), self.ask_template)
            menu.addAction(icon("trash-2", "red"), tr("De&lete"), self.delete)
        if self.lines:
            menu.addSeparator()
        for line in self.lines[:_LISTED]:
            # What tells the packets of one template apart stands at the end.
            words = menu.fontMetrics().elidedText(self.called(line), Qt.TextElideMode.ElideMiddle, _WIDEST)
            count = self._ui.language.count("went out once", "went out {n} times", line.finals) if line.finals else ""
            action = menu.addAction(
                f"{literal(words)}\t{count}" if count else literal(words), partial(self.open, line.id)
            )
            action.setCheckable(True)
            action.setChecked(present is not None and line.id == present.id)
        if len(self.lines) > _LISTED:
            menu.addAction(tr("&All packets…"), self.choose)
        return menu

    def called(self, line: PacketLine) -> str:
        """Return what a packet is called in the user's language."""
        return line.title.in_code(self._ui.language.code, self._profile)

    def begin(self, template: str) -> None:
        """Ask for a template, and show it; nothing is kept until something is changed."""

        def read() -> tuple[Sequence[Template], Sequence[object]]:
            return self._briefings.templates(), self._briefings.spoilt()

        def ask(found: tuple[Sequence[Template], Sequence[object]]) -> None:
            templates, spoilt = found
            self._ui.ask.form(template_dialog(self._ui, templates, spoilt, template, self._shows.show_template))  # type: ignore[arg-type]

        self._ui.jobs.database.run(read, ask, self._failed, owner=self._page)

    def choose(self) -> None:
        """Ask for one of all packets, and show it."""
        present = self._keeper.packet
        shown, zone = present.id if present is not None else 0, self._profile.host_zone
        dialog = packets_dialog(self._ui, self.lines, self.called, zone, shown, self.open)
        self._ui.ask.form(dialog)

    def open(self, packet_id: int) -> None:
        """Show a packet."""
        self._keeper.save()
        self._run(lambda: self._book.packet(packet_id), self._shows.show_packet)

    def look_for(self, packet_id: int) -> None:
        """Show a packet that undo took away, if it has come back."""
        self._ui.jobs.database.run(
            lambda: self._book.packet(packet_id), self._shows.show_packet, lambda _: None, owner=self._page
        )

    def make_next(self) -> None:
        """Make the packet of the period after that of the one on show."""

        def work(packet: Packet) -> Packet:
            following = self._book.next_of(packet)
            return self._book.keep(replace(following, title=self._title_after(packet, following)))

        self._keeper.ask(work, self._shows.show_packet, self._failed)

    def double(self) -> None:
        """Make another packet like the one on show."""
        tr = self._ui.language.tr
        side = self._profile.side_of(self._ui.language.code)

        def work(packet: Packet) -> Packet:
            said = packet.title.best(side)
            title = packet.title.rewritten(side, tr("{title} (copy)", title=said))
            return self._book.keep(replace(packet, id=0, uid="", version=0, title=title))

        self._keeper.ask(work, self._shows.show_packet, self._failed)

    def delete(self) -> None:
        """Delete the packet on show; undo brings it back."""
        present = self._keeper.packet
        if present is None:
            return
        told = self._ui.language.tr(
            "Packet deleted: {title}", title=present.title.in_code(self._ui.language.code, self._profile)
        )

        def work(packet: Packet) -> int:
            self._book.delete([packet.id])
            return packet.id

        def done(packet_id: int) -> None:
            self._shows.let_go()
            self._shows.show_template(present.asked.template)
            self._ui.notify(told, lambda: self._bring_back(packet_id))

        self._keeper.ask(work, done, self._failed)

    def ask_template(self) -> None:
        """Ask for a name, and keep the packet's outline as a template without its words, files and days."""
        packet = self._keeper.packet
        if packet is None:
            return
        tr = self._ui.language.tr
        side, profile = self._profile.side_of(self._ui.language.code), self._profile
        form = Form(self._ui, label_width=110)
        title = form.add("title", tr("&Title"), TextField(self._ui, limit=200))
        name = form.add(
            "name",
            tr("&Name"),
            TextField(self._ui, limit=40),
            tr("Small letters, digits and hyphens; the command line calls it so."),
        )
        title.set_value(packet.title.best(side))
        name.set_value(_slug(packet.title))

        def collect() -> Template:
            known = self._briefings.template(packet.asked.template)
            said = title.value()
            sides = {profile.host: Side.HOST, profile.home: Side.HOME}
            audience = tuple(sides[one] for one in (profile.host, profile.home) if one in packet.asked.audience)
            return Template(
                name.value(), said, known.period, template_items(packet, profile),
                title_ja=said if self._ui.language.code == "ja" else "", paper=packet.asked.paper,
                audience=audience or known.audience, own=True,
            )  # fmt: skip

        def saved(_: object) -> None:
            self._ui.notify(tr("Kept as a template: {name}", name=name.value()), None)

        self._ui.ask.form(
            FormDialog(
                self._ui, tr("Save as a template"), form, action=tr("Save"), collect=collect,
                commit=self._briefings.keep_template, saved=saved,
            )
        )  # fmt: skip

    def _title_after(self, packet: Packet, following: Packet) -> Bilingual:
        """Return the title of the next packet: one that was made of the period is made of the next."""
        asked, then = packet.asked, following.asked
        if asked.since is None or asked.until is None or then.since is None or then.until is None:
            return packet.title
        template = self._briefings.template(asked.template)
        made = packet_title(template, asked.since, asked.until, self._profile)
        return packet_title(template, then.since, then.until, self._profile) if packet.title == made else packet.title

    def _bring_back(self, packet_id: int) -> None:
        def back() -> Packet:
            self._outside.undo()
            return self._book.packet(packet_id)

        self._run(back, self._shows.show_packet)

    def _run(self, work: Callable[[], Packet], done: Callable[[Packet], None]) -> None:
        self._ui.jobs.database.run(work, done, self._failed, owner=self._page)


def _slug(title: Bilingual) -> str:
    return _UNFIT.sub("-", fold(title.host or title.home)).strip("-")[:40].strip("-") or "my-packet"
