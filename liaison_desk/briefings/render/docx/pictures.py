"""Pictures in the line of text, each with words for those who cannot see it."""

from liaison_desk.briefings.render.docx.markup import Xml, element, emu, w
from liaison_desk.briefings.render.docx.package import Package

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class Pictures:
    """The pictures of one document, numbered as they come."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._count = 0

    def inline(self, data: bytes, width: float, height: float, told: str) -> Xml:
        """Return a run that shows a JPEG or PNG so large (in points); ``told`` is what it shows."""
        self._count += 1
        extent = {"cx": emu(width), "cy": emu(height)}
        named: dict[str, str | int] = {"id": self._count, "name": f"Picture {self._count}", "descr": told}
        stretched = element("a:stretch", {}, element("a:fillRect", {}))
        blip = element("a:blip", {"r:embed": self._package.picture(data)})
        shape = element(
            "pic:spPr",
            {},
            element("a:xfrm", {}, element("a:off", {"x": 0, "y": 0}), element("a:ext", extent)),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst", {})),
        )
        names = element("pic:nvPicPr", {}, element("pic:cNvPr", named), element("pic:cNvPicPr", {}))
        picture = element("pic:pic", {}, names, element("pic:blipFill", {}, blip, stretched), shape)
        graphic = element("a:graphic", {}, element("a:graphicData", {"uri": _PICTURE}, picture))
        around = dict.fromkeys(("distT", "distB", "distL", "distR"), 0)
        inline = element("wp:inline", around, element("wp:extent", extent), element("wp:docPr", named), graphic)
        return w("r", w("drawing", inline))
