"""The form of a gift: what it was, from whom to whom, what it is worth, and until when it is reported."""

from dataclasses import dataclass
from typing import Any, ClassVar

from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Choice, DateField, PickRecord, TextField
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.partnership.records import Disposition, Gift, Passing
from liaison_desk.partnership.rules.gifts import BY_HAND
from liaison_desk.partnership.service.gifts import Gifts
from liaison_desk.partnership.ui.logs.fields import MoneyField, NationField
from liaison_desk.partnership.ui.logs.words import LogWords
from liaison_desk.screens.form import RecordForm, Suggest

_RULES, _HAND, _NONE = "rules", "hand", "none"


@dataclass(frozen=True, slots=True)
class About:
    """What a form must know beside its gift: the currency of amounts without one, and what the gift's visit is called."""

    currency: str
    visit: str = ""


class GiftForm(RecordForm[Gift]):
    """Field names are the record's; ``amount`` holds the currency, too, and ``rule`` who says until when it is reported."""

    OWNERS: ClassVar[tuple[str, ...]] = ("giver", "receiver")

    def __init__(self, ui: Ui, words: LogWords, suggest: Suggest, gifts: Gifts, about: "About", base: Gift) -> None:
        super().__init__(ui, words, suggest, base)
        self._visit = about.visit
        self._gifts = gifts
        self._log = words
        tr = ui.language.tr
        self.add_field("on", tr("&Day"), DateField(ui, words.read_day()))
        self.add_field("passing", tr("Received or given"), Choice(ui, [(one, words.passing(one)) for one in Passing]))
        self.add_text("item", tr("&Item"))
        hint = tr("A contact, or a name")
        self.add_owner("giver", tr("&Given by"), hint)
        self.add_field("giver_nation", tr("For nation"), NationField(ui, words))
        self.add_owner("receiver", tr("&Received by"), hint)
        self.add_field("receiver_nation", tr("For nation"), NationField(ui, words))
        self.add_field("occasion", tr("&Occasion"), TextField(ui))
        self._names.append("visit_id")
        self.add(
            "visit_id",
            tr("&Visit"),
            PickRecord(ui, lambda typed: suggest("visit", typed), tr("The visit it belongs to")),
        )
        self.add_section(tr("Value and report"))
        self.add_field("amount", tr("Va&lue"), MoneyField(ui, gifts.currencies(), about.currency))
        self.add_field("valued", tr("Found &by"), TextField(ui, tr("Receipt, price in a shop, estimate")))
        ways = [(_RULES, tr("The reporting rules")), (_HAND, tr("A day I say")), (_NONE, tr("No report is needed"))]
        self.rule = self.add_field("rule", tr("Re&port due by"), Choice(ui, ways))
        self.by_rules = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        self.add_wide(self.by_rules)
        self.add_day("report_due", tr("Report d&ue"))
        self.add_day("reported", tr("Report&ed on"))
        self.add_section(tr("Beside that"))
        self.add_field(
            "disposition", tr("What be&came of it"), Choice(ui, [(one, words.disposition(one)) for one in Disposition])
        )
        self.add_day("disposed", tr("Done with it on"))
        self.add_text("note", tr("&Note"), rows=2)
        self.add_marking()
        self.edited.connect(self.lay_out)

    def shown(self, record: Gift, name: str) -> Any:
        """Return what a field shows of a gift."""
        if name == "amount":
            return (record.amount, record.currency) if record.amount is not None else None
        if name == "rule":
            return _RULES if record.rule != BY_HAND else _HAND if record.report_due else _NONE
        if name == "visit_id":
            return RecordRef("visit", record.visit_id, self._visit) if record.visit_id else None
        return super().shown(record, name)

    def settled(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values of the record."""
        if values["on"] is None:
            raise InvalidError([Problem("on", "Say on which day it passed.")])
        values["amount"], values["currency"] = values["amount"] or (None, "")
        way = values["rule"]
        values["rule"] = "" if way == _RULES else BY_HAND
        if way == _HAND and values["report_due"] is None:
            raise InvalidError([Problem("report_due", "Say until when it is reported, or choose another way.")])
        if way != _HAND:
            values["report_due"] = None
        visit = values["visit_id"]
        values["visit_id"] = visit.id if visit is not None else 0
        return values

    def lay_out(self) -> None:
        """Show the day where it is said by hand, and what the rules say where they do."""
        asked = self.rule.value() == _RULES
        self.set_shown("report_due", self.rule.value() == _HAND)
        self.by_rules.setVisible(asked)
        if not asked:
            return
        try:
            gift = self.collect()
        except (DeskError, TypeError):  # something is only half typed
            return
        self._ui.jobs.database.run(
            lambda: self._gifts.reporting(gift), lambda found: self.by_rules.set_text(self._log.said_by_rules(found)),
            lambda error: self.by_rules.set_text(self._ui.words(error)), ticket_key=f"gift rules {id(self)}", owner=self,
        )  # fmt: skip
