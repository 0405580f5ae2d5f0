"""The file itself: parts in a ZIP, each named and typed as the Open Packaging Conventions ask; the same parts give the same bytes.

Nothing is in it that was not put there: no template's leftovers, no thumbnail, no account's or program's name.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from liaison_desk.briefings.render.docx.markup import Xml, element, joined, part, words

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML, _DOS = "xml", 0
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PICTURES = {b"\xff\xd8": "jpeg", b"\x89P": "png"}


class Package:
    """The parts of one document in the making."""

    def __init__(self) -> None:
        self._parts: dict[str, tuple[str, bytes]] = {}
        self._counted: dict[str, int] = {}
        self._pictures: dict[bytes, str] = {}

    def add(self, kind: str, root: Xml) -> str:
        """Add a part such as ``styles`` or ``header``; return the id by which the document refers to it."""
        self._counted[kind] = number = self._counted.get(kind, 0) + 1
        name = f"{kind}{number}" if kind in {"header", "footer"} else kind
        return self._put(f"{name}.xml", kind, part(root))

    def picture(self, data: bytes) -> str:
        """Add a JPEG or PNG, each but once; return its id."""
        digest = sha256(data).digest()
        known = self._pictures.get(digest)
        if known is None:
            name = f"media/image{len(self._pictures) + 1}.{_PICTURES[data[:2]]}"
            known = self._pictures[digest] = self._put(name, "image", data)
        return known

    def _put(self, name: str, kind: str, data: bytes) -> str:
        self._parts[name] = (kind, data)
        return f"rId{len(self._parts)}"

    def file(self, document: Iterable[bytes], title: str, moment: datetime) -> bytes:
        """Return the whole file, ``document`` its main part. Its properties tell the title, and ``moment`` as the time it was made."""
        kept = ((name, kind) for name, (kind, _) in self._parts.items())
        files: dict[str, Iterable[bytes]] = {
            "[Content_Types].xml": [part(self._types())],
            "_rels/.rels": [
                part(
                    _relations(
                        (f"{_OFFICE}/officeDocument", "word/document.xml"),
                        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                    )
                )
            ],
            "docProps/core.xml": [part(_properties(title, moment))],
            "word/document.xml": document,
            "word/_rels/document.xml.rels": [part(_relations(*((f"{_OFFICE}/{kind}", name) for name, kind in kept)))],
            **{f"word/{name}": [data] for name, (_, data) in self._parts.items()},
        }
        written = BytesIO()
        with ZipFile(written, "w") as zipped:
            for name, pieces in files.items():
                info = ZipInfo(name, _EPOCH)
                info.compress_type = ZIP_DEFLATED
                info.create_system = _DOS  # else it would tell on which system it was made
                with zipped.open(info, "w") as file:
                    for piece in pieces:
                        file.write(piece)
        return written.getvalue()

    def _types(self) -> Xml:
        pictures = sorted({name.rpartition(".")[2] for name in self._parts if not name.endswith(_XML)})
        return element(
            "Types",
            {"xmlns": f"{_PACKAGE}/content-types"},
            element(
                "Default",
                {"Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"},
            ),
            element("Default", {"Extension": _XML, "ContentType": "application/xml"}),
            *(element("Default", {"Extension": ending, "ContentType": f"image/{ending}"}) for ending in pictures),
            _typed("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
            _typed("word/document.xml", f"{_WORD}.document.main+xml"),
            *(
                _typed(f"word/{name}", f"{_WORD}.{kind}+xml")
                for name, (kind, _) in self._parts.items()
                if name.endswith(_XML)
            ),
        )


def _typed(name: str, kind: str) -> Xml:
    return element("Override", {"PartName": f"/{name}", "ContentType": kind})


def _relations(*targets: tuple[str, str]) -> Xml:
    return element(
        "Relationships",
        {"xmlns": f"{_PACKAGE}/relationships"},
        joined(
            element("Relationship", {"Id": f"rId{number}", "Type": kind, "Target": target})
            for number, (kind, target) in enumerate(targets, 1)
        ),
    )


def _properties(title: str, moment: datetime) -> Xml:
    at = words(f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    spaces = {
        "xmlns:cp": _CORE,
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    kind = {"xsi:type": "dcterms:W3CDTF"}
    return element(
        "cp:coreProperties",
        spaces,
        element("dc:title", {}, words(title)),
        element("cp:revision", {}, words("1")),
        element("dcterms:created", kind, at),
        element("dcterms:modified", kind, at),
    )
