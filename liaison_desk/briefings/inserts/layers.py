"""Layers of a PDF file (optional content): which of them are shown when nobody has touched them."""

from typing import Any, Final

from pypdf.generic import DictionaryObject

from liaison_desk.briefings.inserts.reading import whole

_DEEPEST: Final = 16


class Layers:
    """The layers of one file as it opens."""

    def __init__(self, root: DictionaryObject) -> None:
        told = _dictionary(root.get("/OCProperties"))
        usual = _dictionary(told.get("/D"))
        shown, hidden = _places(usual.get("/ON")), _places(usual.get("/OFF"))
        every = _places(told.get("/OCGs"))
        self._hidden = hidden if whole(usual.get("/BaseState")) != "/OFF" else (every | hidden) - shown

    def hides(self, value: Any) -> bool:
        """Tell whether what belongs to a layer, or to a rule about layers, is not shown."""
        return not self._shows(value, 0)

    def _shows(self, value: Any, depth: int) -> bool:
        if depth > _DEEPEST:
            return False
        rule = whole(value)
        if isinstance(rule, list):
            return self._follows(rule, depth)
        if not hasattr(rule, "get") or whole(rule.get("/Type")) != "/OCMD":
            return _place(value) not in self._hidden
        if isinstance(wanted := whole(rule.get("/VE")), list):
            return self._follows(wanted, depth)
        groups = whole(rule.get("/OCGs"))
        members = groups if isinstance(groups, list) else [rule.get("/OCGs")]
        states = [self._shows(one, depth + 1) for one in members if whole(one) is not None]
        policy = whole(rule.get("/P"))
        if not states:
            return True
        if policy == "/AllOn":
            return all(states)
        if policy in {"/AnyOff", "/AllOff"}:
            return not all(states) if policy == "/AnyOff" else not any(states)
        return any(states)

    def _follows(self, wanted: list[Any], depth: int) -> bool:
        """Tell whether a rule of and, or, not says that something is shown."""
        states = (self._shows(one, depth + 1) for one in wanted[1:])
        match whole(wanted[0]) if wanted else "":
            case "/Not":
                return not next(states, False)
            case "/Or":
                return any(states)
            case _:
                return all(states)


def _place(value: Any) -> int:
    """Return the number of the object a reference points to, 0 for what is none."""
    reference = value if hasattr(value, "idnum") else getattr(value, "indirect_reference", None)
    return reference.idnum if reference is not None else 0


def _places(values: Any) -> set[int]:
    found = whole(values)
    return {_place(one) for one in found} - {0} if isinstance(found, list) else set()


def _dictionary(value: Any) -> Any:
    found = whole(value)
    return found if isinstance(found, dict) else {}
