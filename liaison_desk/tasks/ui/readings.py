"""How a quickly typed line was understood, in words: a chip for each reading and for each doubt."""

from dataclasses import dataclass

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.tasks.records import Priority, RfiPriority, TaskKind
from liaison_desk.tasks.rules.quick import Doubt, Meaning, QuickTask
from liaison_desk.tasks.ui.words import Words, due_task

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Owner:
    """The name behind @, the contacts that may be meant, and the one that is; ``found`` is None while they are looked for."""

    typed: str = ""
    found: tuple[RecordRef, ...] | None = None
    chosen: RecordRef | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a chip says; ``meaning`` is what it takes back when it is clicked."""

    text: str
    tone: str = "neutral"
    meaning: Meaning | None = None


def readings(quick: QuickTask, owner: Owner, words: Words) -> list[Reading]:
    """Return the readings of a line, then its doubts; nothing for a line that is a title alone."""
    tr, said = words.language.tr, []
    if quick.has(Meaning.KIND):
        said.append(Reading(words.kind(quick.kind), "acc", Meaning.KIND))
    if quick.has(Meaning.DIRECTION):
        said.append(Reading(f"{quick.from_nation}→{quick.to_nation}", "acc", Meaning.DIRECTION))
    elif quick.kind is TaskKind.RFI:
        profile = words.profile()
        said.append(Reading(tr("{direction}, as nothing else is said", direction=f"{profile.home}→{profile.host}")))
    elif quick.kind is TaskKind.COMMITMENT:
        said.append(Reading(tr("Whose promise? Type JPN→USA."), "amb"))
    if quick.due is not None:
        late = words.tone(due_task(quick.due)) == "red"
        text = tr("Suspense {when}", when=words.typed(quick.due))
        said.append(Reading(text, "red" if late else "acc", Meaning.DUE))
    if quick.has(Meaning.PRIORITY):
        said.append(Reading(_priority(quick, words), "acc", Meaning.PRIORITY))
    if quick.owner:
        said.append(_owner(owner, words))
    return said + [_doubt(one.words, one.doubt, words) for one in quick.unread]


def _priority(quick: QuickTask, words: Words) -> str:
    tr = words.language.tr
    if quick.kind is TaskKind.RFI:
        return {
            RfiPriority.IMMEDIATE: tr("Immediate"),
            RfiPriority.PRIORITY: tr("Priority (RFI)"),
            RfiPriority.ROUTINE: tr("Routine"),
        }[quick.urgency]
    return {
        Priority.HIGH: tr("High priority"),
        Priority.NORMAL: tr("Normal priority"),
        Priority.LOW: tr("Low priority"),
    }[quick.priority]


def _owner(owner: Owner, words: Words) -> Reading:
    tr, name = words.language.tr, _short(owner.typed)
    if owner.chosen is not None:
        return Reading(tr("Owner {name}", name=_short(owner.chosen.label)), "acc", Meaning.OWNER)
    if owner.found is None:
        return Reading(tr("Owner {name}", name=name), meaning=Meaning.OWNER)
    if owner.found:
        text = tr("{name}: {n} contacts. Choose with ↓ and Enter.", name=name, n=len(owner.found))
        return Reading(text, "amb", Meaning.OWNER)
    return Reading(tr("Owner {name}: no contact, kept as a name", name=name), "amb", Meaning.OWNER)


def _doubt(typed: str, doubt: Doubt, words: Words) -> Reading:
    tr, typed = words.language.tr, _short(typed)
    match doubt:
        case Doubt.NO_TIME:
            text = tr("“{typed}” is not a time: it stays in the title.", typed=typed)
        case Doubt.TWO_DAYS:
            text = tr("“{typed}” can be two days: write 5 Dec or 12月5日.", typed=typed)
        case Doubt.NO_LEAD:
            text = tr("“{typed}” stays in the title. Is it the suspense? Type “by {typed}”.", typed=typed)
        case Doubt.NO_NATION:
            text = tr("“{typed}” names no two nations: it stays in the title.", typed=typed)
        case _:
            text = tr("“{typed}” is one too many: it stays in the title.", typed=typed)
    return Reading(text, "amb")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
