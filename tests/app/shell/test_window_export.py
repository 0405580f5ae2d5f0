"""What the window writes into files of other programs: of partnership each list by itself."""

from datetime import date

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.partnership.records import Gift, Passing
from tests.journeys.conftest import location, officer

__all__ = ["location", "officer"]


def test_the_gift_log_is_written_as_a_table(officer, tmp_path):
    officer.desk.gifts.save(Gift(on=date(2026, 11, 2), passing=Passing.GIVEN, item=Bilingual("=Tea bowl", "茶碗")))
    officer.asker.chooses, officer.asker.target = 5, tmp_path / "gifts.csv"  # Partnership, then its sixth list
    officer.do("export")
    assert officer.asker.asked[:2] == ["Export", "Export"]
    assert "'=Tea bowl,茶碗" in officer.asker.target.read_text("utf-8-sig")
