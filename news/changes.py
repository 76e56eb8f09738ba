"""What a new version changes, in words an editor understands, and what it may be called because of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from config.web.translated import LANGUAGES
from news.comparison import TEXTS, readable
from news.models import Act, Actor, ArticleVersion, Person
from news.texts.differences import Change, compare
from news.texts.particular_names import known_names
from news.texts.particulars import alike, words_said
from news.texts.weighty_changes import Weight, WeightyChange, weighty_changes

LABELS = TEXTS | {"byline": gettext_lazy("Byline"), "dateline": gettext_lazy("Place")}
WEIGHTS: dict[Weight, str | Promise] = {
    Weight.FIGURE: gettext_lazy("Figure"),
    Weight.QUOTATION: gettext_lazy("Quotation"),
    Weight.DATE: gettext_lazy("Date"),
    Weight.NUMBER: gettext_lazy("Number"),
    Weight.NAME: gettext_lazy("Name"),
    Weight.STANDING: gettext_lazy("What is confirmed, claimed or not known"),
}
# What may follow a public version in its language; the gravest last.
ACTS_AFTER = (Act.MINOR, Act.UPDATE, Act.CLARIFICATION, Act.CORRECTION)
# Of the words of a change, in a line of a list.
MOST_LETTERS = 70


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One line: what was touched and how. `line` is of the field's text, counted from 1; `weighs` forbids a minor update."""

    message: str
    field: str
    line: int | None = None
    weighs: bool = False


@dataclass(frozen=True, slots=True)
class ChangesSince:
    """What stands in the panel beside a draft: what it changes in the public version, and what it may be called."""

    before: ArticleVersion
    changes: Sequence[ToldChange]

    @property
    def weighty(self) -> list[ToldChange]:
        return [change for change in self.changes if change.weighs]

    @property
    def acts(self) -> list[tuple[str, str]]:
        """(label, "" or why it is not possible)"""
        reason = _("no, because of what is marked") if self.weighty else ""
        return [(str(act.label), reason if act is Act.MINOR else "") for act in ACTS_AFTER]


def changes_since(
    before: ArticleVersion, version: ArticleVersion, known: frozenset[str] | None = None
) -> ChangesSince:
    """At most two queries, for the names that the record knows; none where they are given."""
    weighty = [_told(change) for change in found_between(before, version, known)]
    named = {change.field for change in weighty}
    wording = [
        ToldChange(_("%(field)s: wording only") % {"field": LABELS[field]}, field)
        for field in differing(before, version)
        if field not in named
    ]
    picture = [ToldChange(_("Another lead picture"), "lead_image")]
    return ChangesSince(
        before, [*weighty, *wording, *(picture if before.lead_image_id != version.lead_image_id else [])]
    )


def before_of(version: ArticleVersion) -> ArticleVersion | None:
    """What a draft replaces: the latest public or scheduled version of its language, with its texts."""
    versions = ArticleVersion.objects.filter(
        article=version.article_id, language=version.language, live_from__isnull=False
    )
    return versions.exclude(pk=version.pk).order_by("-live_from").first()


def found_between(
    old: ArticleVersion, new: ArticleVersion, known: frozenset[str] | None = None
) -> list[WeightyChange]:
    if not differing(old, new):
        return []
    texts = [{field: getattr(version, field) for field in LABELS} for version in (old, new)]
    names = names_of_record() if known is None else known
    return weighty_changes(texts[0], texts[1], language=new.language, known=names)


def names_of_record() -> frozenset[str]:
    """Of people, States and organs, in every language; two queries."""
    columns = [f"name_{code}" for code in LANGUAGES]
    rows = [*Person.objects.values_list(*columns), *Actor.objects.values_list(*columns)]
    return frozenset(
        known_names((name, code) for row in rows for name, code in zip(row, LANGUAGES, strict=True))
    )


def differing(old: ArticleVersion, new: ArticleVersion) -> list[str]:
    return [field for field in LABELS if _plain(getattr(old, field)) != _plain(getattr(new, field))]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def change_line(old: ArticleVersion | None, new: ArticleVersion, known: frozenset[str] | None = None) -> str:
    """What changed, in one line for a list: the first of what weighs, or else the first words that differ.

    Costs what `changes_since` does; nothing for a first version.
    """
    if old is None:
        return _("First version")
    changes = changes_since(old, new, known).changes
    if not changes:
        return _("The same words")
    first = next((change.message for change in changes if change.weighs), "") or _wording(old, new)
    return _and_more(first or changes[0].message, len(changes) - 1)


def _and_more(first: str, more: int) -> str:
    if not more:
        return first
    words = ngettext("%(first)s; and %(count)d change more", "%(first)s; and %(count)d changes more", more)
    return words % {"first": first, "count": more}


def _wording(old: ArticleVersion, new: ArticleVersion) -> str:
    """Text: “will meet” is now “met”. Empty where only links, notes or typography differ."""
    for field in differing(old, new):
        pair = (readable(words_said(getattr(version, field))) for version in (old, new))
        for paragraph in compare(*pair):
            gone, come = (
                "".join(each.text for each in paragraph.segments if each.change == change).strip()
                for change in (Change.REMOVED, Change.ADDED)
            )
            if alike(gone) != alike(come):
                return f"{LABELS[field]}: {_became(gone, come)}"
    return ""


def _told(change: WeightyChange) -> ToldChange:
    label = WEIGHTS[change.weight]
    return ToldChange(
        f"{label}: {_became(change.before, change.after)}", change.field, change.line, weighs=True
    )


def _became(before: str, after: str) -> str:
    words = {"before": _short(before), "after": _short(after)}
    if not before:
        return _("“%(after)s” is new") % words
    if not after:
        return _("“%(before)s” is gone") % words
    return _("“%(before)s” is now “%(after)s”") % words


def _short(words: str) -> str:
    words = " ".join(words.strip('“”«»„"‘’ ').split())
    return words if len(words) <= MOST_LETTERS else f"{words[:MOST_LETTERS].rsplit(' ', 1)[0]}…"


def why_not_minor(version: ArticleVersion, before: ArticleVersion) -> Iterator[ToldChange]:
    """Nothing where the version may be a minor update of the one before it."""
    for change in found_between(before, version):
        told = _told(change)
        message = _("A minor update changes no fact. %(change)s.") % {"change": told.message}
        yield ToldChange(message, told.field, told.line, weighs=True)
