"""What is carried over of the objects that draw a page, kind by kind: everything that stands here, and nothing else.

Comments, links, scripts, files, previews, descriptions, identifiers, the structure of the text and what programs leave for
themselves stand nowhere here, so that they stay behind, known to us or not.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PLAIN: Final = "plain"
"""Numbers, names, words, and lists of them."""


def _kind(plain: str, **others: str) -> Mapping[str, str]:
    """Return the keys of a kind with what stands under each: plain values, and values of other kinds."""
    return MappingProxyType({f"/{key}": PLAIN for key in plain.split()} | {f"/{key}": of for key, of in others.items()})


KINDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "form": _kind("BBox Matrix", Group="group"),
        "group": _kind("Type S I K", CS="colours"),
        "image": _kind(
            "Type Subtype Width Height BitsPerComponent ImageMask Decode Interpolate Intent Matte SMaskInData",
            ColorSpace="colours",
            Mask="image",
            SMask="image",
        ),
        "font": _kind(
            "Type Subtype BaseFont FirstChar LastChar Widths FontBBox FontMatrix CIDSystemInfo DW W DW2 W2",
            FontDescriptor="descriptor",
            Encoding="encoding",
            ToUnicode="codes",
            DescendantFonts="font",
            CIDToGIDMap="bytes",
        ),
        "descriptor": _kind(
            "Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight"
            " XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet Style Lang",
            FontFile="program",
            FontFile2="program",
            FontFile3="program",
            CIDSet="bytes",
        ),
        "program": _kind("Subtype Length1 Length2 Length3"),
        "encoding": _kind("Type BaseEncoding Differences CMapName CIDSystemInfo WMode", UseCMap="codes"),
        "codes": _kind("Type CMapName CIDSystemInfo WMode", UseCMap="codes"),
        "state": _kind(
            "Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK UseBlackPtComp", Font="font", SMask="softness"
        ),
        "softness": _kind("Type S BC", G="form", TR="function"),
        "pattern": _kind(
            "Type PatternType PaintType TilingType BBox XStep YStep Matrix", Shading="shading", ExtGState="state"
        ),
        "shading": _kind(
            "ShadingType Background BBox AntiAlias Domain Coords Extend Matrix BitsPerCoordinate BitsPerComponent BitsPerFlag"
            " Decode VerticesPerRow",
            ColorSpace="colours",
            Function="function",
        ),
        "function": _kind(
            "FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds", Functions="function"
        ),
        # Profiles, measured colours and the functions of inks stand in one list with their names.
        "colours": _kind(
            "N Range WhitePoint BlackPoint Gamma Matrix FunctionType Domain Size BitsPerSample Order Encode Decode C0 C1 Bounds",
            Alternate="colours",
            Functions="function",
        ),
        "settings": _kind(
            "K Columns Rows BlackIs1 EncodedByteAlign EndOfLine EndOfBlock DamagedRowsBeforeError Predictor Colors"
            " BitsPerComponent EarlyChange ColorTransform",
            JBIG2Globals="bytes",
        ),
        "bytes": _kind(""),
    }
)
RESOURCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "/Font": "font",
        "/XObject": "drawing",
        "/ExtGState": "state",
        "/ColorSpace": "colours",
        "/Pattern": "pattern",
        "/Shading": "shading",
    }
)
UNNAMED: Final = frozenset({"/DefaultGray", "/DefaultRGB", "/DefaultCMYK"})
"""Colours that are meant where none are named."""
