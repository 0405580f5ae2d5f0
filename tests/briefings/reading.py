"""A finished PDF as it is read to those who do not see it: its elements in their order with the words that belong to each."""

from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from tests.briefings.clean_pages import Font

_HEEDED = "BDC BMC EMC Tf Tj S f Do"
"""The operators that say whose a piece is, and those that draw one."""


@dataclass
class Element:
    """An element: what it is, the words that are its own, those in it, its language, the words that stand for it, its attributes."""

    kind: str
    words: str = ""
    kids: list["Element"] = field(default_factory=list)
    language: str = ""
    instead: str = ""
    about: dict = field(default_factory=dict)
    links: list = field(default_factory=list)

    def all(self, kind=None):
        """Return the elements in it and itself, in the order they are read, or those of a kind."""
        found = [self] if kind is None or self.kind == kind else []
        return found + [one for kid in self.kids for one in kid.all(kind)]

    @property
    def text(self):
        """All that is read of it."""
        return " ".join(filter(None, (self.words, *(kid.text for kid in self.kids))))

    @property
    def shape(self):
        """What it is made of: ``L[LI[Lbl LBody]]``."""
        return f"{self.kind}[{' '.join(kid.shape for kid in self.kids)}]" if self.kids else self.kind


class Reading:
    """What is read of a file (``whole``), what is there for the eye alone (``seen``, by page), and what is said to be neither (``lost``)."""

    def __init__(self, pdf):
        self.reader = PdfReader(BytesIO(pdf))
        self.words, self.seen, self.lost, self.foreign = {}, [], [], []
        self.owned = {}
        with pikepdf.open(BytesIO(pdf)) as file:  # which takes streams to pieces ten times as fast
            for page in file.pages:
                self._page(page)
        root = self.reader.root_object["/StructTreeRoot"]
        self.whole = self._element(root.raw_get("/K"), root.indirect_reference)
        told = root["/ParentTree"].get_object()["/Nums"]
        self.told = dict(zip(told[::2], told[1::2], strict=True))

    def _page(self, page):
        number, fonts, open_ = page.objgen[0], {}, []
        seen, font = [], None
        for operands, made in pikepdf.parse_content_stream(page, _HEEDED):
            operator = str(made)
            if operator in {"BDC", "BMC"}:
                about = {key: _plain(value) for key, value in operands[1].items()} if operator == "BDC" else {}
                if "/MCID" in about:
                    key = (number, about["/MCID"])
                    assert key not in self.words
                    self.words[key] = ""
                open_.append((str(operands[0]), about))
            elif operator == "EMC":
                open_.pop()
            elif operator == "Tf":
                name = str(operands[0])
                font = fonts[name] = fonts.get(name) or Font(page["/Resources"]["/Font"][name])
            elif operator == "Tj":
                said = "".join(font.chars[code] for code in font.codes(bytes(operands[0])))
                mark = next((about["/MCID"] for _, about in open_ if "/MCID" in about), None)
                if mark is not None:
                    self.words[number, mark] += said
                    self.foreign += [(about["/Lang"], said) for _, about in open_ if "/Lang" in about]
                elif any(kind == "/Artifact" for kind, _ in open_):
                    seen.append(said)
                else:
                    self.lost.append(said)
            elif not any(kind == "/Artifact" or "/MCID" in about for kind, about in open_):
                self.lost.append(operator)
        assert not open_
        self.seen.append(seen)

    def _element(self, reference, above, page=None):
        made = reference.get_object()
        assert made.raw_get("/P") == above
        page = made.raw_get("/Pg").idnum if "/Pg" in made else page
        element = Element(
            made["/S"][1:],
            language=str(made.get("/Lang", "")),
            instead=str(made.get("/Alt", "")),
            about={key: value for key, value in made.get("/A", {}).items() if key != "/O"},
        )
        held = made.raw_get("/K") if "/K" in made else []
        for one in held if isinstance(held, list) else [held]:
            if isinstance(one, IndirectObject):
                element.kids.append(self._element(one, reference, page))
            elif isinstance(one, int):
                self._own(element, reference, (page, int(one)))
            elif one["/Type"] == "/MCR":
                self._own(element, reference, (one.raw_get("/Pg").idnum, int(one["/MCID"])))
            else:
                element.links.append(one["/Obj"].get_object())
        return element

    def _own(self, element, reference, key):
        assert key not in self.owned
        self.owned[key] = reference
        element.words = " ".join(filter(None, (element.words, self.words[key])))

    def assert_whole(self):
        """Assert that all words belong to one element or are for the eye alone, and that pages know whose their words are."""
        assert self.lost == []
        assert set(self.owned) == set(self.words)
        for page in self.reader.pages:
            owners = self.told[page["/StructParents"]].get_object()
            assert page["/Tabs"] == "/S"
            mine = {
                mark: owner for (number, mark), owner in self.owned.items() if number == page.indirect_reference.idnum
            }
            assert dict(enumerate(owners)) == mine
            for annotation in page.get("/Annots", []):
                element = self.told[annotation.get_object()["/StructParent"]].get_object()
                assert element["/S"] == "/Link"


def _plain(value):
    """Return a value as Python knows it: a number, else its words."""
    return int(value) if isinstance(value, int) else str(value)
