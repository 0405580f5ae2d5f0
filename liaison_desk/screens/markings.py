"""The field for a marking, one for all forms."""

from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Marking, describe
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import MarkingField


def marking_field(ui: Ui, profile: DeskProfile, unmarked: str = "") -> MarkingField:
    """Return the field for a marking: the desk's own, shared with the host, home only, no limits, unmarked, or typed.

    ``unmarked`` are the words for none, where it means something else.
    """
    grammar, home = load_grammar(profile.policy), profile.home
    usual: tuple[Marking | None, ...] = (
        profile.default_marking,
        Marking(home, audience=frozenset({home, profile.host})),
        Marking(home, audience=frozenset({home})),
        Marking(home),
        None,
    )

    def said(marking: Marking | None) -> str:
        if marking is None:
            return unmarked or ui.language.tr("Unmarked, stays with you")
        return f"{grammar.portion(marking)} {describe(marking, ui.language)}"

    choices = [(marking, said(marking)) for marking in dict.fromkeys(usual)]
    return MarkingField(ui, choices, lambda text: grammar.parse(text, home).marking, said)
