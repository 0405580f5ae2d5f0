"""The back-plan engine: milestones planned from STARTEX and ENDEX over the days that all nations work, without any storage."""

from liaison_desk.domain.backplan.adopting import adopted
from liaison_desk.domain.backplan.checking import FARTHEST, LONGEST, MOST_STEPS, plan_problems
from liaison_desk.domain.backplan.comparing import moved, past
from liaison_desk.domain.backplan.compressing import compressed
from liaison_desk.domain.backplan.planning import plan
from liaison_desk.domain.backplan.records import ENDEX, STARTEX, Landing, Move, Rule, Stand, Step, Unit
from liaison_desk.domain.backplan.templates import (
    BackPlan,
    StepKind,
    StepMakes,
    StepSide,
    TemplateStep,
    backplan_names,
    known_steps,
    load_backplan,
    load_backplans,
    write_backplan,
)
from liaison_desk.domain.backplan.worked import WorkingDays, is_weekend

__all__ = [
    "ENDEX",
    "FARTHEST",
    "LONGEST",
    "MOST_STEPS",
    "STARTEX",
    "BackPlan",
    "Landing",
    "Move",
    "Rule",
    "Stand",
    "Step",
    "StepKind",
    "StepMakes",
    "StepSide",
    "TemplateStep",
    "Unit",
    "WorkingDays",
    "adopted",
    "backplan_names",
    "compressed",
    "is_weekend",
    "known_steps",
    "load_backplan",
    "load_backplans",
    "moved",
    "past",
    "plan",
    "plan_problems",
    "write_backplan",
]
