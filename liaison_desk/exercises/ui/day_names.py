"""Months and days of the week as all screens of exercises call them."""

from liaison_desk.foundation.core.language import Language


def month_names(language: Language) -> tuple[str, ...]:
    """Return the short names of the months, January first."""
    tr = language.tr
    return (
        tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun"),
        tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec"),
    )  # fmt: skip


def weekday_names(language: Language) -> tuple[str, ...]:
    """Return the short names of the days of the week, Monday first."""
    tr = language.tr
    return tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun")
