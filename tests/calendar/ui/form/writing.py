"""How a test opens the form of an event and types into it."""

from datetime import datetime, timedelta

TOKYO = "Asia/Tokyo"
MONDAY = datetime(2026, 11, 30, 9)
WEEK = timedelta(weeks=1)


def new(page) -> None:
    page.week.slot = (1, 15 * 60)
    page.new_record()
    assert page.ui.jobs.idle()


def edit(page, one) -> None:
    page.deeds.edit(one)
    assert page.ui.jobs.idle()


def typed(qtbot, field, text: str) -> None:
    """Type into a field over what it holds."""
    line = field.input if hasattr(field, "input") else field
    line.setFocus()
    line.selectAll()
    if text.isascii():
        qtbot.keyClicks(line, text)
    else:  # what comes from an input method is no key
        line.insert(text)
        line.textEdited.emit(text)
