"""What is taken over from a PDF: for each kind of dictionary the keys, and of what kind their values are (ISO 32000-1).

What is not named here is left behind: actions, scripts, forms, annotations, attached files, layers, thumbnails, metadata,
and whatever a later version of the format may bring. An array has the kind of its elements; `plain` is a number, a name, a
text, a truth value or an array of them; `*` stands for any name.
"""

Keys = dict[str, str]


def _plain(names: str) -> Keys:
    return {f"/{name}": "plain" for name in names.split()}


_FUNCTION = {
    **_plain("FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds"),
    "/Functions": "function",
}
_DRAWN = {**_plain("Type BBox Matrix"), "/Resources": "resources"}

KEPT: dict[str, Keys] = {
    "plain": {},
    # 7.7.3: boxes and rotation, which pages may inherit, are taken by news.pdf.pages
    "resources": {
        "/ColorSpace": "colours",
        "/ExtGState": "graphics states",
        "/Font": "fonts",
        "/Pattern": "patterns",
        "/ProcSet": "plain",
        "/Properties": "properties",
        "/Shading": "shadings",
        "/XObject": "drawables",
    },
    "colours": {"*": "colour"},
    "graphics states": {"*": "graphics state"},
    "fonts": {"*": "font"},
    "patterns": {"*": "pattern"},
    "properties": {"*": "property"},
    "shadings": {"*": "shading"},
    "drawables": {"*": "drawable"},
    # 8.4.5
    "graphics state": {
        **_plain("Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK"),
        "/Font": "font",
        "/SMask": "soft mask",
        "/TR": "function",
        "/TR2": "function",
    },
    "soft mask": {**_plain("Type S BC"), "/G": "drawable", "/TR": "function"},
    # 8.6: an array of names, numbers, further colour spaces, their dictionaries and profiles
    "colour": {
        **_FUNCTION,
        **_plain("WhitePoint BlackPoint Gamma"),
        "/Matrix": "plain",
        "/Alternate": "colour",
    },
    "function": _FUNCTION,
    # 8.7
    "pattern": {
        **_DRAWN,
        **_plain("PatternType PaintType TilingType XStep YStep"),
        "/ExtGState": "graphics state",
        "/Shading": "shading",
    },
    "shading": {
        **_plain("ShadingType Background BBox AntiAlias Domain Matrix Coords Extend BitsPerCoordinate"),
        **_plain("BitsPerComponent BitsPerFlag Decode VerticesPerRow"),
        "/ColorSpace": "colour",
        "/Function": "function",
    },
    # 8.9 and 8.10
    "picture": {
        **_plain(
            "Type Subtype Width Height BitsPerComponent Intent ImageMask Decode Interpolate SMaskInData"
        ),
        **_plain("Matte StructParent"),
        "/ColorSpace": "colour",
        "/Mask": "drawable",
        "/SMask": "drawable",
    },
    "form": {
        **_DRAWN,
        **_plain("Subtype FormType StructParent StructParents"),
        "/Group": "group",
    },
    "group": {**_plain("Type S I K"), "/CS": "colour"},
    # 7.4: how a picture's data are packed
    "packing": {
        **_plain("Predictor Colors BitsPerComponent Columns EarlyChange ColorTransform K EndOfLine"),
        **_plain("EncodedByteAlign Rows EndOfBlock BlackIs1 DamagedRowsBeforeError"),
        "/JBIG2Globals": "data",
    },
    "data": {},
    "content": {},
    # 9.6 to 9.10
    "font": {
        **_plain("Type Subtype BaseFont Name FirstChar LastChar Widths DW W DW2 W2 FontBBox FontMatrix"),
        "/CharProcs": "glyphs",
        "/CIDSystemInfo": "character collection",
        "/CIDToGIDMap": "data",
        "/DescendantFonts": "font",
        "/Encoding": "encoding",
        "/FontDescriptor": "font descriptor",
        "/Resources": "resources",
        "/ToUnicode": "encoding",
    },
    "glyphs": {"*": "content"},
    "character collection": _plain("Registry Ordering Supplement"),
    "encoding": {
        **_plain("Type BaseEncoding Differences CMapName WMode"),
        "/CIDSystemInfo": "character collection",
        "/UseCMap": "encoding",
    },
    "font descriptor": {
        **_plain("Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent"),
        **_plain("Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet Lang"),
        "/CIDSet": "data",
        "/FontFile": "font file",
        "/FontFile2": "font file",
        "/FontFile3": "font file",
    },
    "font file": _plain("Length1 Length2 Length3 Subtype"),
    # 12.4.2 and 14.6 to 14.9: what says to a screen reader which words are a heading and which a cell
    "page labels": {"/Nums": "page label", "/Kids": "page labels", "/Limits": "plain"},
    "page label": _plain("Type S P St"),
    "property": _plain("MCID Lang ActualText Alt E"),
    "marks": _plain("Marked UserProperties Suspects"),
    "structure": {
        **_plain("Type ParentTreeNextKey"),
        "/K": "element",
        "/ParentTree": "parents",
        "/RoleMap": "roles",
        "/ClassMap": "classes",
    },
    "parents": {"/Nums": "element", "/Kids": "parents", "/Limits": "plain"},
    "roles": {"*": "plain"},
    "classes": {"*": "attributes"},
    "attributes": {
        **_plain("O Placement WritingMode BackgroundColor BorderColor BorderStyle BorderThickness Padding"),
        **_plain("Color SpaceBefore SpaceAfter StartIndent EndIndent TextIndent TextAlign BBox Width Height"),
        **_plain("BlockAlign InlineAlign TBorderStyle TPadding BaselineShift LineHeight ListNumbering"),
        **_plain("TextDecorationType RowSpan ColSpan Headers Scope Summary"),
    },
    "element": {
        **_plain("Type S ID T Lang Alt E ActualText C R MCID"),
        "/A": "attributes",
        "/K": "element",
        "/P": "element",
        "/Pg": "page",
        "/Stm": "drawable",
    },
}
# What may be a stream, that is, bring data of its own.
STREAMS = frozenset(
    (
        "colour",
        "content",
        "data",
        "encoding",
        "font file",
        "form",
        "function",
        "pattern",
        "picture",
        "shading",
    )
)
# A picture and a form stand in the same lists.
DRAWABLES = {"/Image": "picture", "/Form": "form"}
# Their members name what holds them.
HOLDERS = frozenset({"structure", "element"})
# What is left out of an array of these leaves no gap.
CHILDREN = frozenset({"content", "element"})
