"""The pages of a PDF, each made anew with its contents, resources, boxes and rotation."""

from decimal import Decimal

import pikepdf

from news.pdf.bounds import MAX_DEPTH, MAX_PAGES, MAX_RATIO, MAX_SIDE, MIN_SIDE, Refusal, RefusedError
from news.pdf.copying import Copier

Box = tuple[int | Decimal, ...]  # left, bottom, right, top
INNER_BOXES = ("/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
MEMBERS = {"/Group": "group", "/StructParents": "plain", "/Tabs": "plain", "/Contents": "content"}


def check_number(source: pikepdf.Pdf) -> None:
    if not len(source.pages):
        raise RefusedError(Refusal.DAMAGED)
    if len(source.pages) > MAX_PAGES:
        raise RefusedError(Refusal.TOO_MANY_PAGES)


def copy_pages(
    source: pikepdf.Pdf, into: pikepdf.Pdf, copier: Copier
) -> dict[tuple[int, int], pikepdf.Object]:
    """The copies, by the number of the page's object in `source`."""
    pairs = [(page.obj, into.make_indirect(pikepdf.Dictionary())) for page in source.pages]
    for page, copy in pairs:
        copy.Type = pikepdf.Name.Page
        copier.stands_for(page, copy)
    for page, copy in pairs:
        _lay_out(page, copy)
        resources = copier.copy(_inherited(page, "/Resources"), "resources")
        copy.Resources = pikepdf.Dictionary() if resources is None else resources
        for name, kind in MEMBERS.items():
            member = copier.copy(page.get(name), kind)
            if member is not None:
                copy[name] = member
        into.pages.append(pikepdf.Page(copy))
    return {page.objgen: copy for page, copy in pairs}


def _lay_out(page: pikepdf.Object, copy: pikepdf.Object) -> None:
    unit = page.get("/UserUnit", 1)
    whole = _box(_inherited(page, "/MediaBox"))
    if whole is None or not isinstance(unit, int | Decimal):
        raise RefusedError(Refusal.DAMAGED)
    _check_size(whole, unit)
    copy.MediaBox = pikepdf.Array(whole)
    if unit != 1:
        copy.UserUnit = unit
    for name in INNER_BOXES:
        box = _box(_inherited(page, name))
        if box and _sides(box) >= (MIN_SIDE, MIN_SIDE):
            copy[name] = pikepdf.Array(box)
    rotation = _inherited(page, "/Rotate")
    if isinstance(rotation, int) and rotation % 360 in (90, 180, 270):
        copy.Rotate = rotation % 360


def _inherited(page: pikepdf.Object, name: str) -> object:
    """Of the page or the nearest node above it (ISO 32000-1, 7.7.3.4)."""
    for _level in range(MAX_DEPTH):
        if name in page:
            return page[name]
        parent = page.get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            break
        page = parent
    return None


def _box(value: object) -> Box | None:
    """Of whichever two corners it is given by (7.9.5)."""
    corners: list[object] = list(value) if isinstance(value, pikepdf.Array) else []
    numbers: list[int | Decimal] = [each for each in corners if isinstance(each, int | Decimal)]
    if len(corners) != 4 or len(numbers) != 4:
        return None
    left, bottom, right, top = numbers
    return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _sides(box: Box) -> tuple[int | Decimal, int | Decimal]:
    """The shorter and the longer."""
    short, long = sorted((box[2] - box[0], box[3] - box[1]))
    return short, long


def _check_size(box: Box, unit: int | Decimal) -> None:
    short, long = (side * unit for side in _sides(box))
    if short < MIN_SIDE or long > MAX_SIDE or long > MAX_RATIO * short:
        raise RefusedError(Refusal.PAGE_TOO_LARGE)
