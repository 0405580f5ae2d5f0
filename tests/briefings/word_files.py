"""Word files read back: their parts, and what their paragraphs say."""

from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from liaison_desk.briefings.release import release
from liaison_desk.briefings.render.docx import render_docx
from tests.briefings.documents import RULES, USA_JPN

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def word(made, audience=USA_JPN):
    """Return the Word file of a document."""
    return render_docx(release(made, audience, RULES)[0])


def parts(file):
    """Return every part of a file, unpacked, by its name."""
    with ZipFile(BytesIO(file)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def root(file, name="word/document.xml"):
    return ET.fromstring(parts(file)[name])


def said(element):
    """Return what a paragraph says; a tab is a tab, a line break a line break. Fields say what they said when they were made."""
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    told = (
        one.text or "" if one.tag == f"{W}t" else signs.get(one.tag, "")
        for run in element.iter(f"{W}r")
        for one in run
        if one.tag in {f"{W}t", *signs}
    )
    return "".join(told)


def paragraphs(file, name="word/document.xml"):
    """Return the style and the words of every paragraph, those in tables too, without the empty ones."""
    found = [(style(one), said(one)) for one in root(file, name).iter(f"{W}p")]
    return [(named, words) for named, words in found if words]


def style(paragraph):
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def lines(file, name="word/document.xml"):
    return [words for _, words in paragraphs(file, name)]


def text(file, name="word/document.xml"):
    return "\n".join(lines(file, name))


def sections(file):
    """Return the properties of every section, in order."""
    return list(root(file).iter(f"{W}sectPr"))


def around(file, section, kind="default"):
    """Return what the header and the footer of a section say, on one kind of its pages."""
    targets = {one.get("Id"): one.get("Target") for one in root(file, "word/_rels/document.xml.rels")}
    found = []
    for part in ("header", "footer"):
        (reference,) = [one for one in section.iter(f"{W}{part}Reference") if one.get(f"{W}type") == kind]
        found.append(text(file, f"word/{targets[reference.get(f'{R}id')]}"))
    return found
