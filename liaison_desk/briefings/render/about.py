"""What a file says about itself: title, language, headings, how it opens. Released words only; nothing of machine or account."""

from collections.abc import Mapping, Sequence
from datetime import UTC
from xml.sax.saxutils import escape

from liaison_desk.briefings.document import wording
from liaison_desk.briefings.release import ReleasedDocument
from liaison_desk.briefings.render.drawing import Place
from liaison_desk.briefings.render.file import File, quoted
from liaison_desk.briefings.render.furniture import Furnishing
from liaison_desk.briefings.render.strips import Heading

MAKER = "Liaison Desk"
_LONGEST = 200


def put_about(file: File, released: ReleasedDocument, words: Furnishing, *, whole: bool) -> tuple[int, int]:
    """Put title, maker and the rest into the file; return the number of the dictionary, and of the same as XMP.

    Where ``whole``, all that is shown is read, it says that it keeps to PDF/UA-1 (ISO 14289-1).
    """
    document = released.document
    moment = document.as_of.astimezone(UTC)
    office = "".join(filter(str.isprintable, wording(document.furniture.office, 0)))
    stamp = quoted(f"D:{moment:%Y%m%d%H%M%S}Z")
    entries = {"Title": words.title, "Author": office, "Subject": words.banner, "Creator": MAKER, "Producer": MAKER}
    said = "".join(f"/{name}{quoted(value)}" for name, value in entries.items())
    about = file.add(f"<<{said}/Keywords()/CreationDate{stamp}/ModDate{stamp}/Trapped/False>>")
    xmp = _XMP.format(
        title=escape(words.title),
        office=escape(office),
        banner=escape(words.banner),
        language="".join(f"<rdf:li>{escape(code)}</rdf:li>" for code in document.languages),
        maker=MAKER,
        access=_ACCESSIBLE if whole else "",
        at=f"{moment:%Y-%m-%dT%H:%M:%SZ}",
    )
    return about, file.stream(xmp.encode(), "/Type/Metadata/Subtype/XML", packed=False)


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{office}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{banner}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag>{language}</rdf:Bag></dc:language>
{access}<xmp:CreatorTool>{maker}</xmp:CreatorTool><pdf:Producer>{maker}</pdf:Producer>
<xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""

_ACCESSIBLE = '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>\n'


def put_outline(file: File, headings: Sequence[Heading], places: Mapping[str, Place]) -> int:
    """Put the headings that stand on a page into the file as bookmarks, each below the one it belongs to; return their root, or 0."""
    there = [heading for heading in headings if heading.key in places]
    if not there:
        return 0
    root = file.take(1 + len(there))
    below: dict[int, list[int]] = {root: []}
    above: list[tuple[int, int]] = []
    for number, heading in enumerate(there, root + 1):
        while above and above[-1][0] >= heading.level:
            above.pop()
        below[above[-1][1] if above else root].append(number)
        below[number] = []
        above.append((heading.level, number))
    for parent, kids in below.items():
        for at, number in enumerate(kids):
            heading = there[number - root - 1]
            place = places[heading.key]
            entries = f"/Title{quoted(heading.words[:_LONGEST])}/Parent {parent} 0 R/Dest[{place.object} 0 R/XYZ null {place.y:.2f} null]"
            entries += f"/Prev {kids[at - 1]} 0 R" if at else ""
            entries += f"/Next {kids[at + 1]} 0 R" if at + 1 < len(kids) else ""
            # Sections show what stands in them, all below is folded.
            file.put(number, f"<<{entries}{_ends(below[number], 1 if parent == root else -1)}>>")
    shown = len(below[root]) + sum(len(below[number]) for number in below[root])
    file.put(root, f"<</Type/Outlines/First {below[root][0]} 0 R/Last {below[root][-1]} 0 R/Count {shown}>>")
    return root


def _ends(kids: Sequence[int], sign: int) -> str:
    return f"/First {kids[0]} 0 R/Last {kids[-1]} 0 R/Count {sign * len(kids)}" if kids else ""


def put_catalog(file: File, language: str, pages: int, first: int, tree: int, outline: int, metadata: int) -> int:
    """Put down how the file opens, at its ``first`` page with the headings beside it, and where everything begins; return its number."""
    shown = f"/Outlines {outline} 0 R/PageMode/UseOutlines" if outline else ""
    return file.add(
        f"<</Type/Catalog/Pages {pages} 0 R/Lang{quoted(language)}/StructTreeRoot {tree} 0 R/MarkInfo<</Marked true>>"
        f"/Metadata {metadata} 0 R/ViewerPreferences<</DisplayDocTitle true>>/OpenAction[{first} 0 R/Fit]{shown}>>"
    )
