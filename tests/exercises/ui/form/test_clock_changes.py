"""STARTEX and ENDEX in the hours that the clocks skip or repeat: told in words, never taken for another in silence."""

from datetime import datetime

import pytest
from PySide6.QtTest import QTest

from tests.exercises.ui.form.filling import begin_with, only, save, saved, typed


@pytest.mark.parametrize(("text", "words"), [
    ("2027-03-14 0230", "0230 does not exist in Denver that day, for the clocks go forward. 0330 is meant: 140930Z MAR 27."),
    ("2027-11-07 0130", "0130 comes twice in Denver that day, for the clocks go back. The first is meant: 070730Z NOV 27. For the second, choose Zulu as the time zone."),
    ("070830ZNOV27", ""), ("2027-11-07", ""), ("2027-11-15 0800", ""), ("2027-11-15 08", ""),
])  # fmt: skip
def test_where_the_clocks_change_the_form_says_which_instant_is_meant(ui, page, text, words):
    seen = []

    def fill(dialog):
        for field in (dialog.form.startex, dialog.form.endex):
            typed(field, text)
            seen.append(field.doubt())
        dialog.reject()

    saved(ui, page, fill)
    assert seen == [words, words]


def test_another_zone_keeps_a_time_just_typed_and_asks_its_own_clocks(ui, page):
    seen = []

    def fill(dialog):
        form = dialog.form
        typed(form.startex, "2027-03-14 0130")
        form.zone.set_value("Europe/London")
        form.zone.changed.emit()
        seen.append((form.startex.input.text(), form.startex.doubt()))
        form.startex.input.selectAll()
        typed(form.startex, "2027-03-28 0130")
        seen.append((form.startex.input.text(), form.startex.doubt()[:36]))
        dialog.reject()

    saved(ui, page, fill)
    assert seen == [("2027-03-14 0130", ""), ("2027-03-28 0130", "0130 does not exist in London that d")]


def test_the_second_of_an_hour_that_comes_twice_is_not_silently_taken_for_the_first(desk, ui, page):
    seen = []

    def fill(dialog):
        form = dialog.form
        QTest.keyClicks(form.field("name").host, "NIGHT WATCH 27")
        begin_with(form, "")
        typed(form.startex, "070830ZNOV27")
        typed(form.endex, "2027-11-12 1700")
        save(ui, dialog)
        seen.append((form.startex.problem(), dialog.isVisible()))
        form.zone.set_value("UTC")
        form.zone.changed.emit()
        form.startex.input.selectAll()
        typed(form.startex, "070830ZNOV27")
        save(ui, dialog)

    saved(ui, page, fill)
    assert seen == [
        ("0130 comes twice in Denver that day, and this is the second. Choose Zulu as the time zone to keep it.", True)
    ]
    one = only(desk)
    assert (one.zone, one.startex) == ("UTC", datetime(2027, 11, 7, 8, 30))
