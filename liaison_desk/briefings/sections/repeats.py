"""How an event comes again, in words, as the calendar's own form says it."""

from liaison_desk.briefings.document import Text
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.calendar.records import Event
from liaison_desk.calendar.ui.repeats import read_repeat, say
from liaison_desk.calendar.ui.wording import Wording


def repeated(setting: Setting, event: Event) -> Text:
    """Return how an event comes again in each of the packet's languages; empty for one that does not."""
    if event.recurrence is None or not event.recurrence.rules:
        return ()
    repeat = read_repeat(event.recurrence.rules[0], event.start, event.zone, all_day=event.all_day)
    return setting.each(lambda language: say(repeat, event.start, Wording(language, lambda: setting.profile)))
