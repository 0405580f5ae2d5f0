"""How an event comes again, in words, as the calendar itself says it."""

from datetime import datetime

from liaison_desk.briefings.document import Text
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.calendar.records import Event
from liaison_desk.calendar.words.rule_words import say_event
from liaison_desk.calendar.words.wording import Wording


def repeated(setting: Setting, event: Event, at: datetime) -> Text:
    """Return how an event comes again in each of the packet's languages, its time with the letter it has at an instant."""
    return setting.each(lambda language: say_event(event, Wording(language, lambda: setting.profile), at))
