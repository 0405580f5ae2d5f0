"""The field for an event's marking, in the words of the desk's grammar."""

from functools import partial

from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Marking, describe
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import MarkingField


def marking_field(ui: Ui, profile: DeskProfile, unmarked: str = "") -> MarkingField:
    """Return the field: shared with the host, home only, no limits, unmarked, or whatever is typed as a portion mark.

    ``unmarked`` are the words for none, where it means something else.
    """
    usual: tuple[Marking | None, ...] = (
        Marking(profile.home, audience=frozenset({profile.home, profile.host})),
        Marking(profile.home, audience=frozenset({profile.home})),
        Marking(profile.home),
        None,
    )
    shown = usual if profile.default_marking in usual else (profile.default_marking, *usual)
    grammar = load_grammar(profile.policy)
    words = partial(_words, ui=ui, profile=profile, unmarked=unmarked)
    return MarkingField(
        ui, [(one, words(one)) for one in shown], lambda text: grammar.parse(text, profile.home).marking, words
    )


def _words(marking: Marking | None, ui: Ui, profile: DeskProfile, unmarked: str) -> str:
    if marking is None:
        return unmarked or ui.language.tr("unmarked, stays with you")
    return f"{load_grammar(profile.policy).portion(marking)} {describe(marking, ui.language)}"
