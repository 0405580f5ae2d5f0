"""Battle-rhythm cards of the sample: what its recurring meetings are for, and what is to be handed in before them."""

from dataclasses import replace
from datetime import time

from liaison_desk.calendar.records import Event, Participant, RhythmCard, RhythmInput
from liaison_desk.domain.bilingual import Bilingual, Wording


def _said(host: str, home: str) -> Bilingual:
    return Bilingual(host, home, home_state=Wording.TRANSLATED)


def carded(event: Event, key: str) -> Event:
    """Return a sample series with its card; the chair is the first of its people."""
    chair = event.participants[0] if event.participants else Participant(name="Chief of staff")
    return replace(event, rhythm=replace(_card(key), chair=replace(chair, role="chair")))


def _card(key: str) -> RhythmCard:
    cards = {
        "sync": RhythmCard(
            purpose=_said("Align bilateral plans before the director's decision", "部長決裁前に日米の計画を揃える"),
            members=_said("J5 plans, J35, partner liaison officers", "J5計画、J35、連絡官"),
            inputs=(
                RhythmInput(_said("Two slides: plan and risk", "計画と課題のスライド2枚"), 2, time(16, 0), "J5 plans desk", key="slides"),
                RhythmInput(_said("Questions from Tokyo", "東京からの質問事項"), 1, time(12, 0), "J5 plans desk", key="questions"),
            ),
            outputs=_said("Decisions and due-outs by 1700 the same day", "決定事項と宿題（当日1700まで）"),
            role=_said("Speak for the Joint Staff; no vote", "統幕の立場を説明（決定権なし）"),
            report=_said("Weekly packet, part 2", "週報第2部"),
        ),
        "update": RhythmCard(
            purpose=_said("Tell the commander what changed in a week", "1週間の変化を指揮官に報告"),
            members=_said("Directors, partner seats", "各部長、連絡官席"),
            inputs=(RhythmInput(_said("One slide, cleared for partners", "提供可能なスライド1枚"), 1, time(15, 0), "J3 current operations", key="slide"),),
            outputs=_said("Commander's guidance", "指揮官指針"),
            role=_said("Listen, report home the same evening", "傍聴し、当日中に本国へ報告"),
            report=_said("Evening cable", "夕方の電報"),
        ),
        "packet": RhythmCard(
            purpose=_said("Read the weekly packet before it goes home", "送付前の週報の点検"),
            inputs=(RhythmInput(_said("Draft packet", "週報案"), 0, time(7, 0), "", key="draft"),),
            outputs=_said("Packet released to the Joint Staff", "統幕へ送付する週報"),
        ),
    }  # fmt: skip
    return cards[key]
