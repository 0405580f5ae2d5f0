"""The default back-plan against a table counted by hand on a wall calendar, with the holidays of both nations."""

from datetime import date

from liaison_desk.domain.backplan import Step, load_backplan, plan
from tests.domain.backplan.drawn import DAYS

# Counted by hand, back from Friday 15 January 2027 and on from Friday 29 January 2027. First, last, days worked in between
# until what the milestone has to be finished before. (J) is a holiday of Japan, (U) of the United States.
BY_HAND = {
    # −15 months is Wed 15 Oct 2025; three worked days, Wed to Fri: スポーツの日 and Columbus Day were on Mon 13.
    # Until Tue 10 Mar: 101 weekdays, less 3 Nov (J), 11 Nov (U), 24 Nov (J, moved from Sunday), 27 Nov (U), 25 Dec (U),
    # 29, 30, 31 Dec (J, 年末年始), 1 Jan (both), 2 Jan (J, 年末年始), 12 Jan (J), 19 Jan (U), 11 Feb (J), 16 Feb (U), 23 Feb (J).
    "concept": (date(2025, 10, 15), date(2025, 10, 17), 101 - 15),
    # 30 days on from Fri 17 Oct, the last day of the meeting, is Sun 16 Nov: the Friday before.
    # Until Tue 10 Mar: 81 weekdays, less the holidays above without 3 and 11 Nov.
    "participation": (date(2025, 11, 14), date(2025, 11, 14), 81 - 13),
    # −10 months is Sun 15 Mar 2026: the Friday before is the 13th, and four worked days of its week begin on Tue 10.
    # Until Wed 13 May: 42 weekdays, less 20 Mar, 29 Apr, 4 May, 5 May, 6 May (all J; 憲法記念日 on Sunday moves to the 6th).
    "ipc": (date(2026, 3, 10), date(2026, 3, 13), 42 - 5),
    # −8 months is Fri 15 May 2026: three worked days that end with the week begin on Wed 13.
    # Until Tue 14 Jul: 41 weekdays, less 25 May, 19 Jun, 3 Jul (all U; Independence Day is on a Saturday).
    "site-survey": (date(2026, 5, 13), date(2026, 5, 15), 41 - 3),
    # −6 months is Wed 15 Jul 2026: only three days are left of its week, so the four begin on Tue 14 and end on Fri 17.
    # Until Tue 15 Sep: 41 weekdays, less 20 Jul (J, 海の日), 11 Aug (J), 7 Sep (U).
    "mpc": (date(2026, 7, 14), date(2026, 7, 17), 41 - 3),
    # −4 months is Tue 15 Sep 2026; Tue to Fri, before the five days off from Sat 19 to Wed 23.
    # Until Tue 27 Oct: 26 weekdays, less 21 敬老の日, 22 国民の休日 (between two holidays), 23 秋分の日 (J), 12 Oct (both).
    "msel": (date(2026, 9, 15), date(2026, 9, 18), 26 - 4),
    # −120 days: 15 of January, 31 of December, 30 of November, 31 of October are 107 back to 30 Sep; 13 more: Thu 17 Sep.
    # Until Mon 16 Nov: 41 weekdays, less 21, 22, 23 Sep (J), 12 Oct (both), 3 Nov (J), 11 Nov (U).
    "names": (date(2026, 9, 17), date(2026, 9, 17), 41 - 6),
    # −100 days: 30 Sep (107) and 7 on: Wed 7 Oct; Wed to Fri. Until Tue 27 Oct: 11 weekdays, less 12 Oct (both).
    "perslog": (date(2026, 10, 7), date(2026, 10, 9), 11 - 1),
    # −75 days: 31 Oct is 76 back, so Sun 1 Nov: the Friday before is 30 Oct, and four worked days of its week begin on Tue 27.
    # Until Mon 16 Nov: 10 weekdays, less 文化の日, Tue 3 (J), and Veterans Day, Wed 11 (U).
    "fpc": (date(2026, 10, 27), date(2026, 10, 30), 10 - 2),
    # −60 days: 30 Nov is 46 back, 14 more: Mon 16 Nov. Until Fri 8 Jan: 38 weekdays, less 23 Nov (J), 26 Nov (U), 25 Dec (U),
    # 29, 30, 31 Dec (J, 年末年始), 1 Jan (both).
    "visit-requests": (date(2026, 11, 16), date(2026, 11, 16), 38 - 7),
    # −45 days: the day after 30 Nov (46): Tue 1 Dec. Until Fri 8 Jan: 27 weekdays, less 25, 29, 30, 31 Dec, 1 Jan.
    "decision-brief": (date(2026, 12, 1), date(2026, 12, 1), 27 - 5),
    # −30 days: 31 Dec is 15 back, 15 more: Wed 16 Dec. Until Fri 8 Jan: 16 weekdays, less the same five.
    "read-ahead": (date(2026, 12, 16), date(2026, 12, 16), 16 - 5),
    # −7 to −2 days as they are: Fri 8 to Wed 13 Jan, over the weekend and 成人の日, Mon 11 (J). Only Thu 14 is left.
    "arrival": (date(2027, 1, 8), date(2027, 1, 13), 1),
    # ENDEX +0 to +1 as they are: Fri 29 and Sat 30 Jan.
    "hotwash": (date(2027, 1, 29), date(2027, 1, 30), None),
    # ENDEX +1 to +3 as they are: Sat 30 Jan to Mon 1 Feb. Until Fri 12 Feb: 8 weekdays, less 建国記念の日, Thu 11 (J).
    "aar": (date(2027, 1, 30), date(2027, 2, 1), 8 - 1),
    # ENDEX +14: Fri 12 Feb, the day after that holiday. Until Mon 15 Mar: 20 weekdays, less 15 Feb (U), 23 Feb (J).
    "first-impressions": (date(2027, 2, 12), date(2027, 2, 12), 20 - 2),
    # ENDEX +45 to +90 as they are: 2 days of January, 28 of February, 15 of March: Mon 15 Mar; 31 Mar is +61, so Thu 29 Apr,
    # 昭和の日 (J): a window's last day stays as it is.
    "lessons": (date(2027, 3, 15), date(2027, 4, 29), None),
}


def test_the_default_table_for_startex_15_jan_2027():
    template = load_backplan("multinational")
    assert template.length_days == 15
    steps = [Step(one.key, one.rule) for one in template.steps]
    stands = plan(steps, date(2027, 1, 15), date(2027, 1, 29), DAYS)
    assert {key: (stand.first, stand.last, stand.slack) for key, stand in stands.items()} == BY_HAND
    assert list(stands) == list(BY_HAND)
