"""Fields for texts in two languages and for markings, in the desk's words; and nations by their codes."""

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Marking, describe
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import MarkingField, Pair, ParsedField
from liaison_desk.tasks.ui.words import Words

_LONGEST_CODE = 11


def marking_field(ui: Ui, words: Words) -> MarkingField:
    """Return the field for a marking: the desk's own, shared with the host, home only, no limits, unmarked, or typed."""
    profile = words.profile()
    grammar = load_grammar(profile.policy)
    usual = (
        profile.default_marking,
        Marking(profile.home, audience=frozenset({profile.home, profile.host})),
        Marking(profile.home, audience=frozenset({profile.home})),
        Marking(profile.home),
        None,
    )

    def show(marking: Marking | None) -> str:
        if marking is None:
            return ui.language.tr("Unmarked, stays with you")
        return f"{grammar.portion(marking)} {describe(marking, ui.language)}"

    choices = [(marking, show(marking)) for marking in dict.fromkeys(usual)]
    return MarkingField(ui, choices, lambda text: grammar.parse(text, profile.home).marking, show)


def nation_field(ui: Ui, words: Words) -> ParsedField:
    """Return a field for a nation's code; the host's and the home nation's are offered."""
    profile = words.profile()
    field = ParsedField(ui, _nation, str, placeholder=f"{profile.home} · {profile.host}")
    field.input.complete_from((profile.home, profile.host))
    return field


def pair_of(text: Bilingual) -> Pair:
    """Return a text as the fields show it."""
    return Pair(text.host, text.home, text.host_state.value, text.home_state.value)


def bilingual_of(value: Pair) -> Bilingual:
    """Return a text as records keep it."""
    return Bilingual(value.host, value.home, Wording(value.host_state), Wording(value.home_state))


def read_percent(typed: str) -> int:
    """Read how much is done; raises DeskError."""
    number = typed.replace("%", "").replace("\uff05", "").strip()
    if not number.isdecimal() or int(number[:4]) > 100:
        raise DeskError("Progress is a number from 0 to 100.")
    return int(number)


def _nation(typed: str) -> str:
    code = typed.strip().upper()
    if not (code.isascii() and code.isalnum() and 2 <= len(code) <= _LONGEST_CODE):
        raise DeskError("“{code}” is no nation's code. Type one such as JPN.", code=typed[:20])
    return code
