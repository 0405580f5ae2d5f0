"""What to look at before the packet goes out, gathered from the outline, the form and the finished file; and the ways there."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from liaison_desk.briefings.checks import ASKED, TITLE, Check, LookedAt, Tone, look_over
from liaison_desk.briefings.records import Paper
from liaison_desk.briefings.ui.building import Made
from liaison_desk.briefings.ui.composing import Composer
from liaison_desk.briefings.ui.inspector.pane import InspectorPane
from liaison_desk.briefings.ui.preview import PreviewPane
from liaison_desk.foundation.core.errors import DeskError

_SIZES = {Paper.A4: (595.28, 841.89), Paper.LETTER: (612.0, 792.0)}
"""Points of the papers a packet is printed on."""


class Leads(Protocol):
    """The page that leads to what a check is about."""

    def edit_title(self) -> None:
        """Let title and marking of the packet be changed."""

    def edit_entry(self, key: str) -> None:
        """Let an entry be edited."""

    def show_entry(self, key: str, page: int) -> None:
        """Show an entry on its page; without a key the page alone."""

    def show_form(self) -> None:
        """Show what is asked for."""


class Looking:
    """Shows the checks; ``called`` says what an entry is called by its key. What is known beside is set from outside."""

    def __init__(
        self,
        composer: Composer,
        inspector: InspectorPane,
        preview: PreviewPane,
        called: Callable[[str], str],
        leads: Leads,
    ) -> None:
        self._composer = composer
        self._inspector = inspector
        self._preview = preview
        self._called = called
        self._leads = leads
        self.gone: frozenset[str] = frozenset()
        self.spoilt: Sequence[DeskError] = ()

    def show(self, made: Made | None, failure: Exception | None) -> None:
        """Show what there is to look at in a packet that was made, or why it was not: a field may keep it from being asked for."""
        request, inspector = self._composer.request(), self._inspector
        if request is None:
            inspector.show_checks([Check(Tone.STOPS, one) for one in inspector.problems()])
            return
        composer = self._composer
        at = LookedAt(request, composer.items(), lambda item: self._called(item.key), composer.packet)
        at = replace(at, gone=self.gone, spoilt=self.spoilt, failure=failure)
        if made is not None:
            paper = Paper(made.prepared.document.paper)
            odd, block = self._preview.sheets.odd_pages(*_SIZES[paper]), inspector.block_labels(made.result)
            at = replace(at, result=made.result, odd_pages=odd, block=block, paper=paper)
        inspector.show_checks(look_over(at))

    def go_to(self, check: Check) -> None:
        """Lead to what a check is about."""
        key, leads = check.problem.field, self._leads
        if key == TITLE:
            leads.edit_title()
        elif key in ASKED:
            leads.show_form()
            self._inspector.go_to(key)
        elif check.page:
            leads.show_entry(key, check.page)
        elif key:
            leads.edit_entry(key)
