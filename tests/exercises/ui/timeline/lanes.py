"""Lanes made by hand, for rules that need no desk."""

from datetime import date, datetime, time

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import (
    ExerciseLine,
    ExerciseState,
    ExerciseType,
    Lane,
    MilestoneKind,
    MilestoneState,
    OwnerSide,
    Place,
)

TODAY = date(2026, 11, 24)


def place(id_: int, first: date, last: date | None = None, **more) -> Place:
    values = {
        "key": f"m{id_}", "short": f"M{id_}", "title": f"Milestone number {id_}", "kind": MilestoneKind.SUSPENSE,
        "side": OwnerSide.HOST, "at": None, "held": False, "state": MilestoneState.PLANNED,
    } | more  # fmt: skip
    return Place(id_, first=first, last=last or first, **values)


def lane(*places: Place, id_: int = 1, startex: datetime | None = datetime(2027, 3, 8, 8), clashes=(), **more) -> Lane:
    end = None if startex is None else datetime.combine(date.fromordinal(startex.toordinal() + 11), time(17))
    values = {
        "uid": f"u{id_}", "name": Bilingual(f"PACIFIC LANTERN {id_}", f"パシフィック・ランタン{id_}"), "series": "",
        "type": ExerciseType.CPX, "state": ExerciseState.IN_PLANNING, "sponsor": "", "place": Bilingual(),
        "zone": "America/Denver", "startex": startex, "endex": end, "marking": "",
    } | more  # fmt: skip
    ordered = sorted(places, key=lambda one: (one.first, one.last, one.id))
    return Lane(ExerciseLine(id_, **values), tuple(ordered), tuple(clashes))
