"""The settings in the real window: what surrounds the page follows them at once, also when they are undone."""

from liaison_desk.domain.marking import Level
from tests.journeys.conftest import location, officer

__all__ = ["location", "officer"]


def test_a_new_ceiling_and_zone_show_around_the_page_and_go_with_undo(officer, qtbot):
    def fill(dialog):
        ceiling = dialog.form.field("ceiling")
        ceiling.set_value(Level.CUI)
        ceiling.input.activated.emit(ceiling.input.currentIndex())
        dialog.act()
        dialog.ui.jobs.idle()

    officer.asker.fill = fill
    officer.do("settings")
    assert officer.asker.asked == ["Settings"]
    assert officer.window.top_banner.text() == officer.window.bottom_banner.text() == "CUI"

    officer.do("undo")
    assert officer.window.top_banner.text() == "UNCLASSIFIED"
    assert officer.desk.profile.get().ceiling is Level.UNCLASSIFIED


def test_guide_trash_history_and_keys_open_from_the_menu(officer):
    for key in ("guide", "keys", "trash", "history", "about"):
        officer.do(key)
    assert officer.asker.asked == ["Guide", "Keys", "Trash", "History", "About Liaison Desk"]
