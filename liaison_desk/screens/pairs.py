"""Texts in two languages as forms show them and as records keep them."""

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.foundation.qt.fields import Pair


def pair_of(text: Bilingual) -> Pair:
    """Return a text as the fields show it."""
    return Pair(text.host, text.home, text.host_state.value, text.home_state.value)


def bilingual_of(value: Pair) -> Bilingual:
    """Return a text as records keep it."""
    return Bilingual(value.host, value.home, Wording(value.host_state), Wording(value.home_state))
