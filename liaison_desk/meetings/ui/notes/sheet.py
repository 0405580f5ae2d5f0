"""The notes as one document: a block is a portion, its lines parted inside it; which portion it is stands in its format."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor

from liaison_desk.domain.marking import Marking
from liaison_desk.domain.notetext import runs
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.notetext import NoteHighlighter
from liaison_desk.meetings.records import Portion, PortionKind
from liaison_desk.meetings.rules.laying import with_places
from liaison_desk.meetings.rules.ordering import alike, longest_ordered, merged_order
from liaison_desk.meetings.ui.notes.blocks import LINE, laid, text_of, uid_in, uid_of
from liaison_desk.meetings.ui.notes.reading import Reader
from liaison_desk.meetings.ui.notes.spacing import SpacedBlocks
from liaison_desk.meetings.ui.words import Words


class NoteSheet(SpacedBlocks):
    """Portions and the document that shows them. ``changed`` names a portion whose text or settings the user has changed.

    A portion shows its wording in the user's language, or the other where it has none; what is typed into an empty one goes
    to the side whose language it is in.
    """

    changed = Signal(str)
    reshaped = Signal()
    """Portions were added, taken out or moved."""

    def __init__(self, ui: Ui, words: Words, new_uid: Callable[[], str]) -> None:
        super().__init__(ui)
        self._words = words
        self._reader = Reader(words, ui.language.code)
        self._new_uid = new_uid
        self._shaping = False
        # Which portion each block is, and which of them have no words: told from the document only when it undoes itself, for
        # asking two thousand blocks takes longer than a frame.
        self._uids: list[str] = []
        self._empty: set[str] = set()
        self.retold: list[str] = []
        """Which portions undo or redo has made something else."""
        self.highlighter = NoteHighlighter(self.document, ui.theme, lambda text: runs(text.replace(LINE, "\n")))
        self.document.contentsChange.connect(self._on_contents)

    # What the sheet says ------------------------------------------------------------------------------------------

    def block_of(self, uid: str) -> QTextBlock | None:
        """Return where a portion stands."""
        return self.document.findBlockByNumber(self._uids.index(uid)) if uid in self._uids else None

    def portion(self, block: QTextBlock) -> Portion:
        """Return the portion a block is, as it now reads."""
        uid = uid_of(block)
        known = self._known.get(uid) or Portion(uid=uid)
        return self._reader.read(known, text_of(block))

    def order(self) -> list[str]:
        """Return the uids of the portions that have words, in order."""
        return [uid for uid in self._uids if uid not in self._empty]

    def behind(self, uid: str) -> int:
        """Return how many characters of a huge portion stand behind what is shown of it."""
        return len(self._reader.behind(uid))

    def is_empty(self, uid: str) -> bool:
        """Tell whether a portion has no words."""
        return uid in self._empty

    # What is done to it -------------------------------------------------------------------------------------------

    def fill(self, portions: Sequence[Portion]) -> None:
        """Show other notes, with an empty place for each section that has none; there is nothing to undo then."""
        placed = with_places(portions, list(self.sections))
        shown = [self.fresh(section=one) if isinstance(one, str) else one for one in placed] or [self.fresh()]
        self._known = {one.uid: one for one in shown}
        self._uids = [one.uid for one in shown]
        self._empty = {one.uid for one in shown if not one.text}
        with self._quietly():
            self.document.setUndoRedoEnabled(False)
            self.document.clear()
            cursor = QTextCursor(self.document)
            cursor.beginEditBlock()
            before: Portion | None = None
            for one in shown:
                if before is not None:
                    cursor.insertBlock(self._format(one, before))
                else:
                    cursor.setBlockFormat(self._format(one, None))
                cursor.insertText(self._source(one))
                before = one
            self._space_top()  # inside, or all would be formatted and laid out twice
            cursor.endEditBlock()
            self.document.setUndoRedoEnabled(True)

    def fresh(self, like: Portion | None = None, section: str = "") -> Portion:
        """Return a new, empty portion: after another one in its section and at its level, as the section wants it."""
        profile = self._words.profile()
        wanted = like.section if like is not None else section
        part = self.sections.get(wanted)
        home_only = Marking(profile.home, audience=frozenset({profile.home}))
        return Portion(
            uid=self._new_uid(),
            kind=part.kind if part is not None else PortionKind.NOTE,
            marking=home_only if part is not None and part.home_only else profile.default_marking,
            level=like.level if like is not None else 0,
            section=wanted,
        )

    def again(self, portion: Portion, like: Portion) -> Portion:
        """Return a copied portion as it stands in the section of another: itself if it was cut out here, else a new one."""
        if portion.uid in self._known and portion.uid not in self._uids:
            return replace(portion, section=like.section)
        return replace(portion, uid=self._new_uid(), id=0, version=0, task_id=0, section=like.section)

    def insert_after(self, block: QTextBlock, portion: Portion, text: str = "") -> QTextBlock:
        """Put a portion behind a block and return its block."""
        self._known[portion.uid] = portion
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        with self._reshaping():
            self._uids.insert(block.blockNumber() + 1, portion.uid)
            cursor.beginEditBlock()
            cursor.insertBlock(self._format(portion, self._known.get(uid_of(block))))
            cursor.insertText(laid(text or self._source(portion)))
            self._space(cursor.block().next())
            cursor.endEditBlock()
        self._note(cursor.block())
        return cursor.block()

    def set(self, block: QTextBlock, portion: Portion) -> None:
        """Set what a portion is (kind, marking, speaker, level …, and its wording in the other language)."""
        self._known[portion.uid] = portion
        cursor = QTextCursor(block)
        cursor.beginEditBlock()
        self._space(block)
        self._space(block.next())
        if self._source(portion) != laid(text_of(block)):
            self._put_text(block, self._source(portion))
        cursor.endEditBlock()
        if not self._quiet:
            self.changed.emit(portion.uid)

    def take_out(self, block: QTextBlock) -> None:
        """Take a block out, with the line it stands on; the last one is only emptied."""
        cursor = QTextCursor(block)
        with self._reshaping():
            cursor.beginEditBlock()
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            if self.document.blockCount() > 1:
                del self._uids[block.blockNumber()]
                if block.next().isValid():
                    stays = block.next().blockFormat()
                    cursor.deleteChar()
                else:
                    stays = block.previous().blockFormat()
                    cursor.deletePreviousChar()
                cursor.setBlockFormat(stays)
                self._space(cursor.block())
            else:
                fresh = self.fresh()
                self._known[fresh.uid] = fresh
                self._uids = [fresh.uid]
                cursor.setBlockFormat(self._format(fresh, None))
            cursor.endEditBlock()
        self._note(cursor.block())

    def move(self, block: QTextBlock, by: int) -> QTextBlock | None:
        """Move a block one place up (-1) or down (1); ``None`` at the ends."""
        other = block.previous() if by < 0 else block.next()
        if not other.isValid():
            return None
        first, second = (other, block) if by < 0 else (block, other)
        one, two = (first.blockFormat(), first.text()), (second.blockFormat(), second.text())
        cursor = QTextCursor(first)
        number = first.blockNumber()
        with self._reshaping():
            self._uids[number : number + 2] = reversed(self._uids[number : number + 2])
            cursor.beginEditBlock()
            self._put(first, *two)
            self._put(first.next(), *one)
            for moved in (first, first.next(), first.next().next()):
                self._space(moved)
            cursor.endEditBlock()
        return first if by < 0 else first.next()

    def patch(self, portions: Sequence[Portion], keep: frozenset[str], *, ordered: bool = False) -> None:
        """Show what others have done: portions that came, went, changed or moved; those in ``keep`` stay as they are typed, or away.

        ``ordered``: the user has moved some, and the order stays his. Nothing before can be taken back by the field's own
        undo then: it would take back what others did.
        """
        wanted = {one.uid: one for one in portions}
        with self._quietly():
            touched = self._take_over(wanted, keep)
            present = set(self._uids)
            before = ""
            for one in portions:
                if one.uid not in present and one.uid not in keep:
                    self._insert_at(self.block_of(before) or self.document.begin().previous(), one)
                    present.add(one.uid)
                    touched = True
                before = one.uid if one.uid in present else before
            shown = [one.uid for one in portions if one.uid in present]
            moved = not ordered and [uid for uid in self._uids if uid in wanted] != shown
            if moved and (keep or not self.sections):
                self._rearrange(merged_order(shown, self.order()), keep)
        if moved and self.sections and not keep:
            self.fill(portions)  # the empty places of its sections stand elsewhere, too
        elif moved or touched:
            self.document.clearUndoRedoStacks()

    def _take_over(self, wanted: Mapping[str, Portion], keep: frozenset[str]) -> bool:
        """Let those on the sheet be as others have left them, or go; tell whether any is another now."""
        touched = False
        # Held to what they say, not to what was said when they were filled: undo takes back what was saved since.
        same = {uid for block in self.blocks() if self.portion(block) == wanted.get(uid := uid_of(block))}
        for uid in list(self._uids):  # not blocks: when one is taken out, Qt may make another of its neighbour
            if uid in wanted and (uid in keep or uid in same):
                self._known[uid] = replace(self._known[uid], id=wanted[uid].id, task_id=wanted[uid].task_id)
            elif (uid in wanted or not (uid in keep or uid in self._empty)) and (
                block := self.block_of(uid)
            ) is not None:
                if uid not in wanted:
                    self.take_out(block)
                    touched = True
                    continue
                told = self._standings.as_told(block.blockFormat(), wanted[uid])
                touched = touched or told != wanted[uid] or self._source(wanted[uid]) != block.text()
                self.set(block, wanted[uid])
        return touched

    def _rearrange(self, wanted: Sequence[str], keep: frozenset[str]) -> None:
        """Bring blocks into another order without touching those in ``keep``: an input method may be at work in one."""
        staying = longest_ordered(self._uids, wanted)
        fixed = staying if keep.isdisjoint(set(wanted) - staying) else keep
        before = ""
        for uid in wanted:
            block = self.block_of(uid)
            if uid not in fixed and block is not None:
                portion = self.portion(block)
                self.take_out(block)
                at = self.block_of(before) if before else None
                self._insert_at(at if at is not None else self.document.begin().previous(), portion)
            before = uid

    def remember(self, portion: Portion) -> None:
        """Note that a portion is kept now; what was typed since stays."""
        known = self._known.get(portion.uid)
        if known is None:
            return
        if known == portion:
            self._known[portion.uid] = portion
        else:
            self._known[portion.uid] = replace(
                known, id=portion.id, version=portion.version, task_id=portion.task_id or known.task_id,
                text=known.text or portion.text, said_at=known.said_at or portion.said_at,
                said_by_id=portion.said_by_id, nation=known.nation or portion.nation,
                to_nation=portion.to_nation if known.to_whom == portion.to_whom else known.to_nation,
            )  # fmt: skip

    # Inside -------------------------------------------------------------------------------------------------------

    def _insert_at(self, after: QTextBlock, portion: Portion) -> QTextBlock:
        if after.isValid():
            return self.insert_after(after, portion)
        first = self.document.begin()
        if first.length() <= 1 and self.document.blockCount() == 1:
            self._known[portion.uid] = portion
            self._uids = [portion.uid]
            self._put(first, self._format(portion, None), self._source(portion))
            self._note(first)
            return first
        self._known[portion.uid] = portion
        with self._reshaping():
            self._uids.insert(0, portion.uid)
            cursor = QTextCursor(first)
            cursor.beginEditBlock()
            cursor.insertBlock(first.blockFormat())  # the text goes along, and with it a caret that is in it
            made = self.document.begin()
            self._put(made, self._format(portion, None), self._source(portion))
            self._space(made.next())
            self._space_top()
            cursor.endEditBlock()
        self._note(made)
        return made

    def _put(self, block: QTextBlock, form: QTextBlockFormat, text: str) -> None:
        self._put_text(block, text)
        QTextCursor(block).setBlockFormat(form)

    @staticmethod
    def _put_text(block: QTextBlock, text: str) -> None:
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(laid(text))

    def _source(self, portion: Portion) -> str:
        return laid(self._reader.shown(portion))

    @contextmanager
    def _reshaping(self) -> Iterator[None]:
        """Do what adds, takes out or moves blocks, and tell of it at the end."""
        before, self._shaping = self._shaping, True
        try:
            yield
        finally:
            self._shaping = before
        if not self._quiet and not before:
            self.reshaped.emit()

    def _note(self, block: QTextBlock) -> None:
        """Note whether a block has words."""
        uid = uid_of(block)
        if block.length() <= 1 and not self._reader.behind(uid):
            self._empty.add(uid)
            return
        self._empty.discard(uid)
        known = self._known.get(uid)
        if known is not None and known.said_at is None and not known.id and not known.text:
            self._known[uid] = replace(known, said_at=self._ui.clock.now())

    def _on_contents(self, position: int, removed: int, added: int) -> None:
        del removed
        block = self.document.findBlock(position)
        # None where Qt tells of one letter more than there is: then up to the end.
        last = self.document.findBlock(position + added)
        touched = []
        while block.isValid():
            touched.append(block)
            if block == last:
                break
            block = block.next()
        if not self._shaping and not self._quiet and self._is_otherwise(touched):
            # The document has undone or redone what was done to its blocks, and does not tell of all of them.
            touched = self._found_again(touched)
            self.reshaped.emit()
        for one in touched:
            self._note(one)
            uid = uid_of(one)
            if uid and not self._quiet:
                self._hear(one, uid)
                self.changed.emit(uid)

    def _found_again(self, told: Sequence[QTextBlock]) -> list[QTextBlock]:
        """Read anew which portion each block is, and return the blocks that may say something else than before.

        Those are what the document tells of, what came or moved, what is of another kind now, and what stands beside these:
        all two thousand would be read, looked at and saved for one step back.
        """
        blocks, before = list(self.blocks()), self._uids
        forms = [block.blockFormat() for block in blocks]
        self._uids = [uid_in(form) for form in forms]
        first, last = alike(before, self._uids)
        found = {*range(first, len(blocks) - last), *(block.blockNumber() for block in told)}
        for number, form in enumerate(forms):
            known = self._known.get(self._uids[number])
            if known is not None and self._standings.as_told(form, known) is not known:
                found.add(number)
        near = {number + by for number in found for by in (-1, 0, 1)} & set(range(len(blocks)))
        return [blocks[number] for number in sorted(near)]

    def _hear(self, block: QTextBlock, uid: str) -> None:
        """Let a portion be what its block says it is since the document has undone or redone something."""
        known = self._known.get(uid)
        told = self._standings.as_told(block.blockFormat(), known) if known is not None else None
        if told is not None and told is not known:
            self._known[uid] = told
            self.retold.append(uid)

    def _is_otherwise(self, blocks: Sequence[QTextBlock]) -> bool:
        if self.document.blockCount() != len(self._uids):
            return True
        return any(self._uids[block.blockNumber()] != uid_of(block) for block in blocks)
