"""The timeline for machines."""

from django.utils.translation import gettext_lazy as _

from config.web.tables import Column, Table

# Of config.timeline.entries.Entry.
ENTRIES = Table(
    "timeline",
    _("One row a dated entry of the timeline."),
    (
        Column("day", _("By which it is ordered."), lambda e, a: e.day.isoformat()),
        Column("date", _("As far as it is known, in words."), lambda e, a: e.date_text),
        Column(
            "strand",
            _("news, concluded, in_force, ended, other_acts or railway: the strands of the drawing."),
            lambda e, a: e.strand,
        ),
        Column("kind", _("What it is."), lambda e, a: e.kind),
        Column("title", _("In the language of the address."), lambda e, a: e.title),
        Column("detail", _("What must be said beside it."), lambda e, a: e.detail or None),
        Column("grade", _("How well it is supported."), lambda e, a: e.grade or None),
        Column(
            "sources",
            _("Where it was read, by their keys."),
            lambda e, a: [s.key for s in e.sources],
        ),
        Column("url", _("Its page here."), lambda e, a: a(e.url) if e.url else None),
    ),
)
