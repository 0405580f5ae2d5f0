"""Pictures and PDF files for a packet: read and looked at before they are taken, each with its marking and pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from liaison_desk.briefings.inserts import Inserted, InsertKind, examine
from liaison_desk.briefings.records import FILE, PacketItem
from liaison_desk.briefings.rules import chosen_pages
from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.attached import LARGEST, plain_name
from liaison_desk.foundation.core.files import read_whole
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import Form, ParsedField, TextField
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.screens.markings import marking_field
from liaison_desk.tasks.ui.words import Words

FILTER = "*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.gif *.bmp *.webp"
ENDINGS = frozenset(one[1:] for one in FILTER.split())


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file that was read and may go in."""

    name: str
    data: bytes
    digest: str
    found: Inserted

    @property
    def is_pdf(self) -> bool:
        """Whether it has pages of its own."""
        return self.found.kind is InsertKind.PDF


def read_files(paths: Sequence[Path]) -> tuple[TakenFile, ...]:
    """Return files as they may go into a packet; DeskError for one that may not, saying why. For the render lane."""
    found = []
    for path in paths:
        data = read_whole(path, LARGEST, "{file} is larger than 100 MB. Attach a smaller file.")
        found.append(TakenFile(path.name, data, sha256(data).hexdigest(), examine(data, path.name)))
    return tuple(found)


def file_items(files: Sequence[TakenFile], like: PacketItem) -> list[PacketItem]:
    """Return an entry for each file, titled and marked as one is."""
    return [
        PacketItem(
            FILE, title=like.title or Bilingual(), marking=like.marking, file=file.digest, file_name=plain_name(file.name),
            pages=like.pages if file.is_pdf else "",
        )
        for file in files
    ]  # fmt: skip


def files_dialog(
    ui: Ui, words: Words, files: Sequence[TakenFile], marking: Marking | None, add: Callable[[PacketItem], None]
) -> FormDialog:
    """Return the dialog that asks for title, pages and marking; ``add`` takes them as an entry without a file."""
    tr, one = ui.language.tr, files[0] if len(files) == 1 else None
    form = Form(ui, label_width=96)
    for file in files:
        told = file.name
        if file.is_pdf:
            told = f"{told}  ·  {ui.language.count('{n} page', '{n} pages', file.found.pages)}"
        form.add_wide(Text(ui, told, Size.SECONDARY, tone="t2", wrap=True))
        for remark in file.found.remarks:
            form.add_wide(Text(ui, tr(remark.text, **dict(remark.values)), Size.SECONDARY, tone="amb", wrap=True))
    if one is not None:
        form.add("title", tr("&Heading"), TextField(ui, Path(one.name).stem))
    if any(file.is_pdf for file in files):
        form.add("pages", tr("&Pages"), ParsedField(ui, _read_pages, str, placeholder=tr("All, or 1-3, 5")))
    field = form.add("marking", tr("&Marking"), marking_field(ui, words.profile()))
    field.set_value(marking)
    side = words.profile().side_of(ui.language.code)

    def collect() -> PacketItem:
        values = form.values()
        said = values.get("title", "")
        title = Bilingual(said) if side is Side.HOST else Bilingual("", said)
        return PacketItem(FILE, title=title, marking=values["marking"], pages=values.get("pages") or "")

    def commit(item: PacketItem) -> PacketItem:
        for file in files:
            if item.pages and file.is_pdf:
                examine(file.data, file.name, chosen_pages(item.pages))  # a page that is not there is refused here
        return item

    title = ui.language.count("Add a file", "Add {n} files", len(files))
    return FormDialog(ui, title, form, action=tr("Add"), collect=collect, commit=commit, saved=add)


def _read_pages(text: str) -> str:
    chosen_pages(text)
    return text.strip()
