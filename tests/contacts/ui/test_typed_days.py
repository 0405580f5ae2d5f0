"""Dates in the forms of contacts: what has been is the last such day, and what is read stands below."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.contacts.ui.test_forms import edit, write


def test_5_nov_of_a_rank_or_a_post_was_this_year_and_is_said_below(page, ui, staff, desk):
    said = []

    def act(dialog):
        form = dialog.form
        row = form.posts.rows[0]
        for field, typed in (
            (form.field("date_of_rank"), "5 nov"), (form.field("birthday"), "15 Aug 1971"), (row.since, "令和7年8月1日"),
            (row.until, "5 dec"), (form.field("anniversary"), "cob"),
        ):  # fmt: skip
            field.input.clear()
            write(field.input, typed)
            said.append(field.echo_line.text_whole())
        form.field("anniversary").input.clear()
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    edit(page, ui, staff["Yajima"], act, save=False)
    kept = desk.contacts.person(staff["Yajima"].id)
    assert said == ["Thu 5 Nov 2026", "Sun 15 Aug 1971", "Fri 1 Aug 2025", "Sat 5 Dec 2026", ""]
    assert (kept.date_of_rank, kept.birthday) == (date(2026, 11, 5), date(1971, 8, 15))
    assert (kept.posts[0].since, kept.posts[0].until) == (date(2025, 8, 1), date(2026, 12, 5))
