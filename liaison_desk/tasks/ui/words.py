"""What the tasks page calls things: states, suspenses in three zones, how late something is, in the user's language."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.dtg import ThreeZones, three_zones
from liaison_desk.domain.grammar import Grammar, load_grammar
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.typed import TypedTime, day_reader
from liaison_desk.domain.zones import label, to_local
from liaison_desk.foundation.core.clock import Clock
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.paint import ZonedTime
from liaison_desk.tasks.records import Priority, Side, Task, TaskGrouping, TaskKind, TaskLine, TaskSort, TaskState
from liaison_desk.tasks.rules.groups import Stretch
from liaison_desk.tasks.rules.scopes import Scope
from liaison_desk.tasks.rules.states import FINISHED, due_instant, due_place

Due = Task | TaskLine


class Words:
    """The words of one language about tasks; asks the profile anew each time, for it may be changed meanwhile."""

    def __init__(self, language: Language, profile: Callable[[], DeskProfile], clock: Clock) -> None:
        self.language = language
        self.profile = profile
        self.clock = clock
        tr = language.tr
        self.states = (
            (TaskState.OPEN, tr("Open")), (TaskState.IN_PROGRESS, tr("In progress")), (TaskState.WAITING, tr("Waiting")),
            (TaskState.DONE, tr("Done")), (TaskState.CANCELLED, tr("Cancelled")),
        )  # fmt: skip
        self.priorities = (
            (Priority.HIGH, tr("High")), (Priority.NORMAL, tr("Normal")), (Priority.LOW, tr("Low")),
        )  # fmt: skip
        self.kinds = (
            (TaskKind.TASK, tr("Task")), (TaskKind.COMMITMENT, tr("Commitment")), (TaskKind.RFI, tr("RFI")),
        )  # fmt: skip
        self.sides = ((Side.HOST, tr("Host")), (Side.HOME, tr("Home")), (Side.OTHER, tr("Other")))
        self.scopes = (
            (Scope.OPEN, tr("Still open")), (Scope.ON_HOST, tr("Waiting on host")), (Scope.ON_HOME, tr("Waiting on home")),
            (Scope.OVERDUE, tr("Overdue")), (Scope.RFIS, tr("RFIs")), (Scope.OURS, tr("We owe")),
            (Scope.THEIRS, tr("They owe")), (Scope.DONE, tr("Done")), (Scope.ASLEEP, tr("Asleep")),
            (Scope.ALL, tr("All")),
        )  # fmt: skip
        self.groupings = (
            (TaskGrouping.NOT, tr("Not grouped")), (TaskGrouping.SUSPENSE, tr("By suspense")),
            (TaskGrouping.OWN_OWNER, tr("By own owner")), (TaskGrouping.HOST_OWNER, tr("By host owner")),
            (TaskGrouping.WAITING, tr("By whom it waits on")), (TaskGrouping.SOURCE, tr("By source")),
            (TaskGrouping.KIND, tr("By kind")),
        )  # fmt: skip
        self._stretches = {
            Stretch.OVERDUE: tr("Overdue"), Stretch.TODAY: tr("Today"), Stretch.THIS_WEEK: tr("This week"),
            Stretch.NEXT_WEEK: tr("Next week"), Stretch.LATER: tr("Further off"), Stretch.NONE: tr("No suspense"),
            Stretch.FINISHED: tr("Finished"),
        }  # fmt: skip
        self._nobody = {
            TaskGrouping.OWN_OWNER: tr("No own owner"), TaskGrouping.HOST_OWNER: tr("No host owner"),
            TaskGrouping.WAITING: tr("Waits on nobody"), TaskGrouping.SOURCE: tr("No source"),
        }  # fmt: skip
        self._months = (
            tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun"),
            tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec"),
        )  # fmt: skip
        self._weekdays = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
        self._languages = (
            ("en", tr("English")), ("ja", tr("Japanese")), ("fr", tr("French")), ("de", tr("German")), ("ko", tr("Korean")),
        )  # fmt: skip

    @property
    def zones(self) -> tuple[str, str]:
        """The zones a typed time may be in, the host's first."""
        profile = self.profile()
        return profile.host_zone, profile.home_zone

    def home_name(self) -> str:
        """Return what people call the zone at home now: JST."""
        return label(self.profile().home_zone, self.now())

    def now(self) -> datetime:
        """Return the present instant, aware UTC."""
        return self.clock.now()

    def today(self) -> date:
        """Return the day it is at the host headquarters."""
        return to_local(self.now(), self.profile().host_zone).date()

    def read_day(self, *, happened: bool | None = False) -> Callable[[str], date]:
        """Return how a typed day is read, as everywhere on the desk: of what has ``happened`` the last one (None: the nearer)."""
        return day_reader(self.profile, self.now, happened=happened)

    def best(self, text: Bilingual) -> str:
        """Return the wording for the user's language, or the other where there is none."""
        return text.in_code(self.language.code, self.profile())

    def ordered(self, sort: Sort[TaskSort]) -> Sort[TaskSort]:
        """Return an order by title as one by the titles that this window shows; every other as it is."""
        home = self.profile().side_of(self.language.code) == "home"
        return replace(sort, key=TaskSort.TITLE_HOME) if home and sort.key is TaskSort.TITLE else sort

    def other(self, text: Bilingual) -> str:
        """Return the wording that ``best`` did not choose, when there is one and it says it differently."""
        best = self.best(text)
        return next((words for words in (text.host, text.home) if words and words != best), "")

    def side_names(self) -> tuple[str, str]:
        """Return what the host's and the home language are called."""
        profile, names = self.profile(), dict(self._languages)
        return tuple(names.get(code, code) for code in (profile.host_language, profile.home_language))  # type: ignore[return-value] # two of two

    def mark(self, marking: Marking | None) -> str:
        """Return the portion mark in the desk's grammar; empty for what is unmarked."""
        return self.grammar().portion(marking) if marking is not None else ""

    def grammar(self) -> Grammar:
        """Return the desk's grammar of markings."""
        return load_grammar(self.profile().policy)

    def state(self, state: TaskState) -> str:
        """Return the name of a state."""
        return dict(self.states)[state]

    def kind(self, kind: TaskKind) -> str:
        """Return the name of a kind; RFI says all by itself."""
        return dict(self.kinds)[kind]

    def group(self, grouping: TaskGrouping, label: str) -> str:
        """Return the heading of a group whose tasks have a label in common."""
        if grouping is TaskGrouping.SUSPENSE:
            return self._stretches[Stretch(label)]
        if grouping is TaskGrouping.KIND:
            return self.kind(TaskKind(label))
        return label or self._nobody[grouping]

    def direction(self, line: Due) -> str:
        """Return who asks or owes whom: JPN→USA; empty where it is nobody's."""
        if not (line.from_nation or line.to_nation):
            return ""
        return f"{line.from_nation or '?'}→{line.to_nation or '?'}"

    def called(self, line: Due) -> str:
        """Return which request it is: JPN→USA 26-003, for either direction counts by itself; RFI JPN→USA before it has a number."""
        number = line.number if isinstance(line, TaskLine) else line.rfi.called if line.rfi is not None else ""
        way = self.direction(line)
        return " ".join(filter(None, (way, number) if way and number else (self.kind(TaskKind.RFI), way, number)))

    def named(self, line: TaskLine) -> str:
        """Return the title, of a request after which one it is."""
        title = self.best(line.title)
        return f"{self.called(line)} {title}" if line.kind is TaskKind.RFI else title

    def since(self, line: Due) -> str:
        """Return for how many days it has been waiting."""
        if line.state is not TaskState.WAITING or line.waiting_since is None:
            return ""
        return self.language.tr("{n} d", n=max(0, (self.today() - line.waiting_since).days))

    def sleep(self, line: Due) -> str:
        """Return until when it sleeps; empty when it is awake."""
        asleep = line.asleep_until
        return self.day(asleep) if asleep is not None and asleep > self.today() else ""

    def weekday(self, day: date) -> str:
        """Return a day by its weekday and number, as a scale says it: Wed 25."""
        return self.language.tr("{weekday} {day}", weekday=self._weekdays[day.weekday()], day=day.day)

    def month(self, day: date) -> str:
        """Return a month with its year, as an axis says it."""
        return self.language.tr("{month} {year}", month=self._months[day.month - 1], year=day.year)

    def day(self, day: date) -> str:
        """Return a day near today by its weekday (Wed 25 Nov), with its year when that is not the present one."""
        tr, month = self.language.tr, self._months[day.month - 1]
        if day.year != self.today().year:
            return tr("{day} {month} {year}", day=day.day, month=month, year=day.year)
        return tr("{weekday} {day} {month}", weekday=self._weekdays[day.weekday()], day=day.day, month=month)

    def instant(self, task: Due) -> datetime | None:
        """Return the suspense as an aware UTC instant; of a date, the end of that day."""
        return task.due_at if isinstance(task, TaskLine) else due_instant(task, self.profile().host_zone)

    def times(self, task: Due) -> ThreeZones | None:
        """Return the suspense where it falls, in Zulu and at home; None without one, or in a zone nobody knows."""
        at, profile = self.instant(task), self.profile()
        if at is None:
            return None
        try:
            place = due_place(task.due_zone, profile.host_zone, profile.home_zone)
            return three_zones(at, place, profile.home_zone)
        except DeskError:
            return None

    def suspense(self, task: Due) -> str:
        """Return the suspense where it falls: Today 1400T, Wed 25 Nov; empty without one."""
        if task.due is None:
            return ""
        tr, today, times = self.language.tr, self.today(), None if task.due_all_day else self.times(task)
        day = times.place.local.date() if times is not None else task.due.date()
        near = {today: tr("Today"), today + timedelta(days=1): tr("Tomorrow")}
        words = near.get(day) or self.day(day)
        if task.due_all_day:
            return words
        clock = times.place.clock if times is not None else f"{task.due:%H%M}"
        return tr("{day} {time}", day=words, time=clock)

    def zulu(self, task: Due) -> ZonedTime | None:
        """Return the suspense in Zulu, with how many days its date is off; None for a whole day, which has no time."""
        times = None if task.due_all_day else self.times(task)
        return None if times is None else ZonedTime(times.zulu.clock, times.zulu.day_offset)

    def home(self, task: Due) -> ZonedTime | None:
        """Return the suspense at home, with how many days its date is off; None for a whole day, which has no time."""
        times = None if task.due_all_day else self.times(task)
        return None if times is None else ZonedTime(times.home.clock, times.home.day_offset)

    def tone(self, task: Due) -> str:
        """Return the tone of a suspense: red when past, amber today, faint when finished."""
        at = self.instant(task)
        if task.state in FINISHED:
            return "t3"
        if at is None or task.due is None:
            return "t1"
        if at < self.now():
            return "red"
        # A suspense in Tokyo that falls on the host's today is today's work too.
        return "amb" if to_local(at, self.profile().host_zone).date() == self.today() else "t1"

    def late(self, task: Due) -> str:
        """Return how late an unfinished task is: Overdue 2 d; empty when it is not."""
        at = self.instant(task)
        if at is None or task.state in FINISHED or at >= self.now():
            return ""
        days = (self.today() - to_local(at, self.profile().host_zone).date()).days
        return self.language.tr("Overdue {n} d", n=days) if days > 0 else self.language.tr("Overdue")

    def waiting(self, task: Due) -> str:
        """Return on whom it waits and since how many days: 12 d · Ms. Raman."""
        if task.state is not TaskState.WAITING:
            return ""
        if task.waiting_since is None:
            return task.waiting_on
        days = (self.today() - task.waiting_since).days
        return self.language.tr("{n} d · {name}", name=task.waiting_on, n=max(0, days))

    def line(self, task: Due) -> str:
        """Return the suspense in three zones in one line, a date alone for a suspense of a whole day; empty without one."""
        times = self.times(task)
        if times is None:
            return ""
        if task.due_all_day and task.due is not None:
            end = times.line
            return self.language.tr("{day}, to its end: {line}", day=self.day(task.due.date()), line=end)
        return times.line

    def typed(self, due: TypedTime) -> str:
        """Return how a typed suspense was understood: a date, or an instant in three zones."""
        return self.line(due_task(due))

    def written(self, due: TypedTime) -> str:
        """Return a suspense as it can be typed again: 2026-11-25 1400T."""
        if due.all_day:
            return f"{due.wall:%Y-%m-%d}"
        try:
            return f"{due.wall:%Y-%m-%d} {three_zones(due.at, due.zone, due.zone).place.clock}"
        except DeskError:
            return f"{due.wall:%Y-%m-%d %H%M}"


def due_task(due: TypedTime) -> Task:
    """Return a nameless task with this suspense, for what is said about it before there is one."""
    return Task(title=Bilingual(), due=due.wall, due_zone=due.zone, due_all_day=due.all_day)


def shifted(line: TaskLine, days: int) -> Task:
    """Return a nameless task whose suspense is so many days from a line's, for what would be said of it."""
    due = line.due + timedelta(days=days) if line.due is not None else None
    return Task(title=Bilingual(), due=due, due_zone=line.due_zone, due_all_day=line.due_all_day)
