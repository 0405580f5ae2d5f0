"""Arrangements: found, kept, signed in order, amended, renewed, ended; what they oblige to becomes tasks in the same action."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, Problem, RefusedError, StaleError
from liaison_desk.foundation.core.ids import uuid7
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.snapshot import Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    Amendment,
    AmendmentKind,
    Arrangement,
    ArrangementState,
    Obligation,
    Party,
    Signature,
)
from liaison_desk.partnership.rules import signing, standing
from liaison_desk.partnership.rules.arrangements import arrangement_problems, signing_problems
from liaison_desk.partnership.service.books import Labels
from liaison_desk.partnership.service.duties import Duties, DutyTasks
from liaison_desk.partnership.service.register import Register
from liaison_desk.partnership.store import arrangements as store
from liaison_desk.partnership.store.kinds import ARRANGEMENTS


@dataclass(frozen=True, slots=True)
class Signed:
    """What is said of a signature when it is given: the day, who (as he was called that day), where."""

    on: date
    name: str = ""
    contact_id: int = 0
    rank: str = ""
    post: str = ""
    place: str = ""


class Arrangements(Register):
    """The register of arrangements. ``tasks`` writes the tasks of their obligations; the desk gives it."""

    labels = Labels("Add an arrangement", "Change an arrangement", "Delete an arrangement", "Delete arrangements")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile], tasks: DutyTasks) -> None:
        super().__init__(database, profile, ARRANGEMENTS)
        self._duties = Duties(database, profile, tasks)

    def new(self) -> Arrangement:
        """Return an arrangement to begin with: between host and home, drafted from today, marked as the desk marks; the host signs first."""
        profile = self.profile()
        parties = (self.new_party(nation=profile.host), self.new_party(nation=profile.home))
        return Arrangement(
            title=Bilingual(),
            drafted=self.today(),
            parties=parties,
            signatures=signing.awaiting((), parties),
            marking=profile.default_marking,
        )

    def new_party(self, name: str = "", nation: str = "", organization_id: int = 0) -> Party:
        """Return a party with a key of its own."""
        return Party(self._key(), name, nation, organization_id)

    def new_obligation(self, party: str, text: Bilingual) -> Obligation:
        """Return an obligation of a party (its key) with a key of its own."""
        return Obligation(self._key(), party, text)

    def problems(self, one: Arrangement) -> list[Problem]:
        """Return what is wrong with it, also that it is signed on a day still ahead; an empty list is a valid one."""
        return arrangement_problems(one) + signing_problems(one, self.latest_day())

    def save_in(self, transaction: Transaction, records: Sequence[Arrangement]) -> list[Arrangement]:
        """Add or change arrangements inside a larger transaction, and make, move or give up the tasks of what they oblige to."""
        before = self._before(transaction, records)
        saved = super().save_in(transaction, records)
        self._require_top(transaction, saved, before)
        self._duties.follow(transaction, saved, before)
        return saved

    def import_in(self, transaction: Transaction, records: Sequence[Arrangement]) -> list[Arrangement]:
        """Add or change arrangements as they are inside a larger transaction (an archive, which brings their tasks itself).

        Tasks that are here are marked as strictly as their arrangement is then; nothing else follows.
        """
        before = self._before(transaction, records)
        saved = super().save_in(transaction, records)
        self._require_top(transaction, saved, before)
        self._duties.mark(transaction, saved, before)
        return saved

    def delete_in(self, transaction: Transaction, ids: Sequence[int]) -> None:
        """Put arrangements into the trash inside a larger transaction; what is open of their obligations is given up."""
        super().delete_in(transaction, ids)
        self._duties.follow(transaction, self._kept.read(transaction.connection, ids).values())

    def sign(self, arrangement_id: int, position: int, signed: Signed) -> Arrangement:
        """Enter the signature at a place (from 0), the next one in order; places after the last are those of parties that have none yet.

        Raises InvalidError for one out of order, before drafting began or on a day still ahead; NotFoundError.
        """
        return self._change(
            arrangement_id,
            "Sign an arrangement",
            lambda one: replace(one, signatures=_signed(one.signatures, one.parties, position, signed)),
        )

    def unsign(self, arrangement_id: int, position: int) -> Arrangement:
        """Take a signature back, the last one first; who is to sign stays. Raises InvalidError, NotFoundError."""
        return self._change(
            arrangement_id,
            "Take a signature back",
            lambda one: replace(one, signatures=_unsigned(one.signatures, position)),
        )

    def new_amendment(self, one: Arrangement, kind: AmendmentKind = AmendmentKind.AMENDMENT) -> Amendment:
        """Return an amendment of an arrangement to begin with: whoever signed that one is to sign it, in the same order."""
        signatures = signing.awaiting(signing.unsigned(one.signatures), one.parties)
        return Amendment(self._key(), kind=kind, drafted=self.today(), signatures=signatures)

    def amend(self, arrangement_id: int, amendment: Amendment, before: Amendment | None = None) -> Arrangement:
        """Add an amendment to an arrangement, or change the one with its key; ``before`` is that one as it was when it was opened.

        Raises NotFoundError when there is no such arrangement outside the trash, StaleError when the amendment is not as ``before``
        any more; InvalidError, RefusedError.
        """
        one = amendment if amendment.key else replace(amendment, key=self._key())

        def amended(known: Arrangement) -> Arrangement:
            if before is not None and _amendment(known, one.key) != before:
                raise StaleError("This amendment was changed meanwhile. Open it again and enter your change.")
            keys = [each.key for each in known.amendments]
            if one.key not in keys:
                return replace(known, amendments=(*known.amendments, one))
            return replace(known, amendments=tuple(one if each.key == one.key else each for each in known.amendments))

        missing = "There is no arrangement that this would amend. Look for it in the trash, or add it first."
        label = "Renew an arrangement" if one.kind is AmendmentKind.RENEWAL else "Amend an arrangement"
        return self._change(arrangement_id, label, amended, missing)

    def remove_amendment(self, arrangement_id: int, key: str) -> Arrangement:
        """Take an amendment out of an arrangement; the history has it. Raises NotFoundError."""
        return self._change(
            arrangement_id,
            "Delete an amendment",
            lambda one: replace(
                one, amendments=tuple(each for each in one.amendments if each is not _amendment(one, key))
            ),
        )

    def sign_amendment(self, arrangement_id: int, key: str, position: int, signed: Signed) -> Arrangement:
        """Enter the signature at a place of an amendment (its key); raises what ``sign`` does."""

        def change(one: Arrangement) -> Arrangement:
            known = _amendment(one, key)
            signatures = _signed(known.signatures, one.parties, position, signed)
            return _with(one, replace(known, signatures=signatures))

        return self._change(arrangement_id, "Sign an amendment", change)

    def unsign_amendment(self, arrangement_id: int, key: str, position: int) -> Arrangement:
        """Take a signature of an amendment back, the last one first. Raises InvalidError, NotFoundError."""

        def change(one: Arrangement) -> Arrangement:
            known = _amendment(one, key)
            return _with(one, replace(known, signatures=_unsigned(known.signatures, position)))

        return self._change(arrangement_id, "Take a signature back", change)

    def renew(
        self,
        arrangement_id: int,
        expiry: date,
        review: date | None = None,
        *,
        number: str = "",
        title: Bilingual | None = None,
        in_force: date | None = None,
        signed: date | None = None,
    ) -> Arrangement:
        """Let an arrangement hold until a later day by an amendment of the kind renewal.

        With ``signed`` all have signed on that day; without, its signatures are awaited in order. Raises NotFoundError,
        RefusedError for one that was never in force or is terminated, InvalidError (also when it would not hold longer).
        """
        with self._database.read() as connection:
            known = self.living(connection, arrangement_id)
        self.require_renewable(known)
        until = standing.terms(known, self.today()).expiry
        if until is not None and expiry <= until:
            raise InvalidError(
                [Problem("expiry", "A renewal lets it hold longer. Choose a day after its present last day.")]
            )
        one = self.new_amendment(known, AmendmentKind.RENEWAL)
        signatures = tuple(replace(each, on=signed) for each in one.signatures)
        drafted = min(one.drafted, signed) if one.drafted and signed else one.drafted
        one = replace(
            one,
            number=number,
            title=title or Bilingual(),
            drafted=drafted,
            signatures=signatures,
            in_force=in_force,
            review=review,
            expiry=expiry,
        )
        return self.amend(arrangement_id, one)

    def require_renewable(self, one: Arrangement) -> None:
        """Raise RefusedError for an arrangement that is not to be renewed: not all have signed it yet, or it is terminated."""
        state = self.stands(one)[0]
        if state is ArrangementState.TERMINATED:
            raise RefusedError("This arrangement is terminated. Reinstate it before it is renewed.")
        if not signing.signing_of(one.parties, one.signatures).done:
            raise RefusedError(
                "Not all have signed this arrangement yet, so that there is nothing to renew. Edit its last day."
            )

    def terminate(self, arrangement_id: int, on: date, reason: str) -> Arrangement:
        """End an arrangement from a day on; what is open of its obligations is given up then. Raises InvalidError, NotFoundError."""
        return self._change(
            arrangement_id, "Terminate an arrangement", lambda one: replace(one, terminated=on, reason=reason)
        )

    def reinstate(self, arrangement_id: int) -> Arrangement:
        """Take a termination back; what was given up with it is open again. Raises NotFoundError."""
        return self._change(
            arrangement_id, "Reinstate an arrangement", lambda one: replace(one, terminated=None, reason="")
        )

    def settle(self) -> None:
        """Make the tasks of what came into force by its day alone, and give up those of what ended; a second time changes nothing."""
        self._duties.settle()

    def follow_put_back(self, transaction: Transaction, before: Mapping[str, Mapping[int, Snapshot]]) -> None:
        """Let tasks be marked as strictly as their arrangements that an undo put back; those it put back itself are as they were."""
        was = {id_: self._kept.of(shot) for id_, shot in before.get(ARRANGEMENT, {}).items()}
        now = self._kept.read(transaction.connection, was).values()
        self._duties.mark(transaction, now, was, before.get("task", {}))

    def _before(self, transaction: Transaction, records: Sequence[Arrangement]) -> dict[int, Arrangement]:
        return self._kept.read(transaction.connection, [one.id for one in records if one.id])

    def _change(
        self, arrangement_id: int, label: str, how: Callable[[Arrangement], Arrangement], missing: str = ""
    ) -> Arrangement:
        """Change an arrangement as it is at that moment, in one action."""
        with self._database.write(label) as transaction:
            one = self.living(transaction.connection, arrangement_id, missing)
            return self.save_in(transaction, [how(one)])[0]

    def _require_top(
        self, transaction: Transaction, saved: Sequence[Arrangement], before: Mapping[int, Arrangement]
    ) -> None:
        """Raise InvalidError where an arrangement that was put under another one stands, in the end, under itself."""
        put = {
            one.id
            for one in saved
            if one.parent_id and (one.id not in before or before[one.id].parent_id != one.parent_id)
        }
        if put and not put.isdisjoint(store.under_themselves(transaction.connection)):
            said = "That arrangement stands under this one already. Choose another one."
            raise InvalidError([Problem("parent_id", said)])

    def _key(self) -> str:
        return uuid7(self._database.clock.now(), self._database.random)


def _signed(
    signatures: Sequence[Signature], parties: Sequence[Party], position: int, signed: Signed
) -> tuple[Signature, ...]:
    lines = list(signing.awaiting(signatures, parties))
    if not 0 <= position < len(lines):
        raise NotFoundError("This signature is not there any more. Look at the arrangement again.")
    if lines[position].on is not None:
        raise StaleError("This place was signed meanwhile. Look at the arrangement again.")
    # Who was to sign stays who signed where nobody else is named.
    named = signed if signed.name or signed.contact_id else _with_name(signed, lines[position])
    lines[position] = Signature(
        lines[position].party, named.name, named.contact_id, named.rank, named.post, signed.place, signed.on
    )
    return tuple(lines)


def _with_name(signed: Signed, line: Signature) -> Signed:
    """Return what is said of a signature with the name of who was to sign."""
    rank, post = signed.rank or line.rank, signed.post or line.post
    return replace(signed, name=line.name, contact_id=line.contact_id, rank=rank, post=post)


def _unsigned(signatures: Sequence[Signature], position: int) -> tuple[Signature, ...]:
    if not 0 <= position < len(signatures):
        raise NotFoundError("This signature is not there any more. Look at the arrangement again.")
    return tuple(replace(one, on=None) if n == position else one for n, one in enumerate(signatures))


def _amendment(one: Arrangement, key: str) -> Amendment:
    found = next((each for each in one.amendments if each.key == key), None)
    if found is None:
        raise NotFoundError("This amendment is not there any more. Look at the arrangement again.")
    return found


def _with(one: Arrangement, amendment: Amendment) -> Arrangement:
    return replace(one, amendments=tuple(amendment if each.key == amendment.key else each for each in one.amendments))
