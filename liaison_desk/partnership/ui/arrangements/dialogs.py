"""The dialogs of an arrangement's life: a signature, an amendment, a renewal, its end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import BilingualField, CheckRow, DateField, Form, TextAreaField, TextField
from liaison_desk.foundation.qt.fields.owner import OwnerField
from liaison_desk.partnership.records import Amendment, Arrangement, ArrangementState, Signature
from liaison_desk.partnership.rules import standing
from liaison_desk.partnership.rules.signing import awaiting
from liaison_desk.partnership.service.arrangements import Arrangements, Signed
from liaison_desk.partnership.ui.arrangements.words import ArrangementWords
from liaison_desk.partnership.ui.sources import Held
from liaison_desk.screens.form import Suggest
from liaison_desk.screens.pairs import bilingual_of, pair_of

Saved = Callable[[Arrangement], None]


class LifeDialogs:
    """Makes the dialogs; ``held`` tells who a contact was on a day, ``saved`` hears of what was written."""

    def __init__(
        self, ui: Ui, words: ArrangementWords, service: Arrangements, suggest: Suggest, held: Held, saved: Saved
    ) -> None:
        self._ui = ui
        self._words = words
        self._service = service
        self._suggest = suggest
        self._held = held
        self._saved = saved

    def sign(self, one: Arrangement, position: int, amendment: Amendment | None = None) -> FormDialog:
        """Return the dialog of one signature, of the arrangement or of an amendment."""
        ui, words, tr = self._ui, self._words, self._ui.language.tr
        signatures = one.signatures if amendment is None else amendment.signatures
        line = awaiting(signatures, one.parties)[position]
        form = Form(ui)
        day = form.add("on", tr("&Signed on"), DateField(ui, words.read_day()))
        day.set_value(words.today())
        who = form.add(
            "name", tr("&Who signs"), OwnerField(ui, partial(self._suggest, "person"), tr("A contact, or a name"))
        )
        who.set_value((line.name, line.contact_id))
        tip = tr("Empty: as the contact was on that day")
        rank = form.add("rank", tr("&Rank"), TextField(ui), tip)
        post = form.add("post", tr("&Post"), TextField(ui), tip)
        place = form.add("place", tr("Signed a&t"), TextField(ui))
        for field, value in ((rank, line.rank), (post, line.post), (place, line.place)):
            field.set_value(value)

        def other_signs() -> None:
            """Forget the rank and post of who was to sign when somebody else does."""
            if who.value() != (line.name, line.contact_id):
                for field, value in ((rank, line.rank), (post, line.post)):
                    field.set_value("" if field.value() == value else field.value())

        who.changed.connect(other_signs)

        def collect() -> Signed:
            on = day.value()
            if on is None:
                raise InvalidError([Problem("on", "Say on which day it was signed.")])
            name, contact_id = who.value()
            return Signed(on, name, contact_id, rank.value(), post.value(), place.value())

        def commit(signed: Signed) -> Arrangement:
            signed = self._as_held(signed)
            if amendment is None:
                return self._service.sign(one.id, position, signed)
            return self._service.sign_amendment(one.id, amendment.key, position, signed)

        party = words.party_of(one, line.party)
        title = tr("Signature for {party}", party=party)
        return self._dialog(title, form, tr("Sign"), collect, commit)

    def amend(self, one: Arrangement, amendment: Amendment) -> FormDialog:
        """Return the dialog of a new or known amendment."""
        ui, words, tr = self._ui, self._words, self._ui.language.tr
        known = any(each.key == amendment.key for each in one.amendments)
        form = Form(ui, label_width=124)
        number = form.add("number", tr("&Number"), TextField(ui))
        title = form.add("title", tr("&Title"), BilingualField(ui, *words.side_names()))
        summary = form.add("summary", tr("What it &changes"), BilingualField(ui, *words.side_names(), rows=2))
        number.set_value(amendment.number)
        title.set_value(pair_of(amendment.title))
        summary.set_value(pair_of(amendment.summary))
        unset = tr("Empty: stays as it is")
        days = {
            "drafted": form.add("drafted", tr("&Drafting began"), DateField(ui, words.read_day())),
            "in_force": form.add(
                "in_force", tr("In &force from"), DateField(ui, words.read_day()),
                tr("Empty: from the day of the last signature"),
            ),
            "review": form.add("review", tr("&Review"), DateField(ui, words.read_day()), unset),
            "expiry": form.add("expiry", tr("E&xpires after"), DateField(ui, words.read_day()), unset),
        }  # fmt: skip
        for name, field in days.items():
            field.set_value(getattr(amendment, name))

        def collect() -> Amendment:
            texts: dict[str, Any] = {"title": bilingual_of(title.value()), "summary": bilingual_of(summary.value())}
            dates = {name: field.value() for name, field in days.items()}
            changes = (dates["in_force"], dates["review"], dates["expiry"])
            if not (number.value().strip() or any(texts.values()) or any(changes)):
                raise InvalidError([Problem("number", "Say what the amendment is called, or what it changes.")])
            return replace(amendment, number=number.value(), **texts, **dates)

        heading = tr("Edit amendment") if known else tr("New amendment")
        action = tr("Save") if known else tr("Add amendment")
        commit = partial(self._service.amend, one.id, before=amendment if known else None)
        return self._dialog(heading, form, action, collect, commit, width=640)

    def renew(self, one: Arrangement) -> FormDialog:
        """Return the dialog that lets an arrangement hold longer."""
        ui, words, tr = self._ui, self._words, self._ui.language.tr
        form = Form(ui, label_width=124)
        expiry = form.add("expiry", tr("E&xpires after"), DateField(ui, words.read_day()), tr("Its new last day"))
        review = form.add("review", tr("&Review"), DateField(ui, words.read_day()))
        number = form.add("number", tr("&Number"), TextField(ui, tr("What the renewal is called in files")))
        in_force = form.add(
            "in_force", tr("In &force from"), DateField(ui, words.read_day()),
            tr("Empty: from the day of the last signature"),
        )  # fmt: skip
        all_ = form.add("all", "", CheckRow(ui, tr("All have &signed already")))
        signed = form.add("signed", tr("Signed &on"), DateField(ui, words.read_day()))
        signed.set_value(words.today())
        all_.changed.connect(lambda: form.set_shown("signed", all_.value()))
        form.set_shown("signed", False)

        def collect() -> dict[str, Any]:
            problems = []
            if expiry.value() is None:
                problems.append(Problem("expiry", "Say until when it holds."))
            if all_.value() and signed.value() is None:
                problems.append(Problem("signed", "Say on which day it was signed."))
            if problems:
                raise InvalidError(problems)
            return {
                "expiry": expiry.value(), "review": review.value(), "number": number.value(),
                "in_force": in_force.value(), "signed": signed.value() if all_.value() else None,
            }  # fmt: skip

        return self._dialog(
            tr("Renew the arrangement"), form, tr("Renew"), collect,
            lambda said: self._service.renew(one.id, **said), width=560,
        )  # fmt: skip

    def terminate(self, one: Arrangement) -> FormDialog:
        """Return the dialog that ends an arrangement; for one that expired it says already that nobody renewed it."""
        ui, words, tr = self._ui, self._words, self._ui.language.tr
        form = Form(ui)
        day = form.add(
            "terminated", tr("From &when"), DateField(ui, words.read_day()), tr("From this day it holds no more")
        )
        reason = form.add("reason", tr("R&eason"), TextAreaField(ui, tr("Why it was terminated"), rows=2))
        until = standing.terms(one, words.today()).expiry
        if until is not None and standing.state(one, words.today()) is ArrangementState.EXPIRED:
            day.set_value(until + timedelta(days=1))
            reason.set_value(tr("Not renewed"))
        else:
            day.set_value(words.today())

        def collect() -> tuple[Any, str]:
            if day.value() is None:
                raise InvalidError([Problem("terminated", "Say from which day it holds no more.")])
            return day.value(), reason.value().strip()

        title = tr("Terminate the arrangement")
        return self._dialog(
            title, form, tr("Terminate"), collect, lambda said: self._service.terminate(one.id, *said), width=520
        )

    def _as_held(self, signed: Signed) -> Signed:
        """Return a signature with the name, rank and post a contact had on its day, where nothing else was typed."""
        if not signed.contact_id or signed.rank or signed.post:
            return signed
        name, rank, post = self._held(signed.contact_id, signed.on)
        return replace(signed, name=name or signed.name, rank=rank, post=post)

    def _dialog(
        self, title: str, form: Form, action: str, collect: Callable[[], Any], commit: Callable[[Any], Arrangement], *,
        width: int = 520,
    ) -> FormDialog:  # fmt: skip
        return FormDialog(
            self._ui, title, form, action=action, collect=collect, commit=commit, saved=self._saved, width=width
        )


def next_line(one: Arrangement, signatures: tuple[Signature, ...]) -> tuple[int, Signature] | None:
    """Return the place and the line of the signature that comes next; ``None`` when all are there."""
    lines = awaiting(signatures, one.parties)
    return next(((n, line) for n, line in enumerate(lines) if line.on is None), None)
