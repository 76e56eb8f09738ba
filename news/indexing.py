"""Keeps what is derived as the record is, at every save and delete: references, statements, gaps of translations, search
documents, rows of lists and of the timeline, and of agreements the spans of their status and what the rules find.

Everything here can be made again from the record at any time (`manage.py reindex`), and is written only where it changed.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import reduce
from threading import local
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from news.agreements.indexing import index_register, index_register_around
from news.article_words import index_words
from news.derived import replace_rows
from news.kinds import Kind, kind_named, kind_of
from news.models import (
    Agreement,
    Article,
    ArticleVersion,
    Figure,
    FormerAddress,
    ListCount,
    Person,
    Reference,
    SearchDocument,
    SearchWord,
    Source,
    Statement,
    TimelineRow,
)
from news.models.counted import sum_up
from news.readings import index_readings, settle
from news.search.documents import documents_of, words_of
from news.texts.references import parse, statements
from news.timeline_rows import index_agreements_on_timeline
from news.translations.gaps import index_gaps, touches_gaps

REFERENCE = ("holder_kind", "holder_key", "version_id", "language", "target_kind", "target_key", "times")
BATCH = 200  # things read at once
MOST = 32_767  # what PositiveSmallIntegerField holds
Name = tuple[str, str]  # of a thing: its kind and key
# Whose lists are counted by triggers (news/models/list_counts.py).
COUNTED = (Source, Person, Figure)
STATEMENT = ("version_id", "position", "person_key", "text", "attribution")
DOCUMENT = (
    *("kind", "key", "part", "language", "title", "title_language", "summary", "text", "text_language"),
    *("title_terms", "title_words", "terms", "dated_on", "thing", "facts"),
    *("address", "live_from", "live_until"),
)


def connect_signals() -> None:
    pre_save.connect(_before_save, dispatch_uid="news.indexing")
    post_save.connect(_after_save, dispatch_uid="news.indexing")
    post_delete.connect(_after_delete, dispatch_uid="news.indexing")
    for model in (Article, Agreement):
        m2m_changed.connect(_after_topics, sender=model.topics.through, dispatch_uid="news.indexing")


def index(thing: Model) -> bool:
    """Rebuilds what is derived from a thing (one of `Kind.things`); true where anything changed.

    Its title may stand in other texts, so their search documents follow.
    """
    kind = kind_of(thing)
    if kind is None:
        return False
    changed = _index_article(thing) if isinstance(thing, Article) else _index_texts(kind, [thing])
    if isinstance(thing, Agreement):
        changed = index_register(thing) or changed
        changed = index_agreements_on_timeline([thing]) or changed
    changed = kind.derive([thing]) or changed
    if isinstance(thing, Article) and changed:
        settle()
    return _index_documents(kind, thing) or changed


def index_version(version: ArticleVersion) -> bool:
    """The same for one version, without its sisters' references and statements."""
    article = kind_of(Article).things().filter(pk=version.article_id).first()
    if article is None:
        return False
    changed = _index_version_texts(version, article.slug)
    changed = index_words(article) or changed
    if touches_gaps(version):
        changed = index_gaps(article.pk) or changed
    if (version.live_from or version.readings.exists()) and index_readings(article):
        changed = True
        settle()
    return _index_documents(kind_of(Article), article) or changed


def index_many(
    things: Mapping[str, Collection[Any]], done: Callable[[int], None] = lambda count: None
) -> None:
    """Of {kind: primary keys}, after rows were written without signals. As with `index`, documents of texts that print a changed
    title follow. `done` is told of so many things more."""
    # Articles last: their documents print the titles of everything else.
    kinds = sorted(map(kind_named, things), key=lambda kind: (kind.model is Article, kind.name))
    for kind in kinds:
        for batch in _batches(kind, things[kind.name]):
            _index_texts_of(kind, batch)
    if "article" in things:
        settle()
    if any(issubclass(kind.model, COUNTED) for kind in kinds):
        sum_up(ListCount)
    renamed: set[Name] = set()
    written: set[Name] = set()
    for kind in kinds:
        for batch in _batches(kind, things[kind.name]):
            renamed |= _index_documents_of(kind, batch)
            written |= {(kind.name, kind.key(thing)) for thing in batch}
            done(len(batch))
    holders: dict[str, set[str]] = {}
    for name, keys in _by_kind(renamed).items():
        named = Reference.objects.filter(target_kind=name, target_key__in=keys)
        for holder in named.values_list("holder_kind", "holder_key").distinct():
            # An article was written after everything it prints; of others some before.
            if holder not in written or holder[0] != "article":
                holders.setdefault(holder[0], set()).add(holder[1])
    for name, keys in holders.items():
        kind = kind_named(name)
        for at in range(0, len(keys), BATCH):
            _index_documents_of(kind, list(kind.load(sorted(keys)[at : at + BATCH]).values()))


def forget(kind: Kind, key: str) -> None:
    """Drops what was derived from a thing that is gone, or is called otherwise now."""
    SearchDocument.objects.filter(kind=kind.name, key=key).delete()
    Reference.objects.filter(holder_kind=kind.name, holder_key=key, version__isnull=True).delete()
    TimelineRow.objects.filter(holder_kind=kind.name, holder_key=key).delete()


def forget_strays(kind: Kind) -> int:
    """Drops what is left of things that went without a signal; how many rows."""
    keys = kind.model._default_manager.values(kind.key_field)
    documents = SearchDocument.objects.filter(kind=kind.name).exclude(key__in=keys).delete()[0]
    texts = Reference.objects.filter(holder_kind=kind.name, version__isnull=True)
    dated = TimelineRow.objects.filter(holder_kind=kind.name)
    return documents + sum(rows.exclude(holder_key__in=keys).delete()[0] for rows in (texts, dated))


def _batches(kind: Kind, pks: Collection[Any]) -> Iterator[list[Model]]:
    """What is not there any more is left out."""
    ordered = sorted(pk for pk in pks if pk is not None)
    for at in range(0, len(ordered), BATCH):
        yield list(kind.things().filter(pk__in=ordered[at : at + BATCH]))


def _by_kind(names: Iterable[Name]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, key in names:
        found.setdefault(name, set()).add(key)
    return found


# References and statements --------------------------------------------------------------------------------


def _index_texts_of(kind: Kind, things: list[Model]) -> bool:
    """What their texts name, and what else follows from what they are."""
    if kind.model is Article:
        return max([_index_article(article) for article in things], default=False)
    changed = _index_texts(kind, things)
    if kind.model is Agreement:
        changed = index_register_around(things) or changed
        changed = index_agreements_on_timeline(things) or changed
    return kind.derive(things) or changed


def _index_article(article: Article) -> bool:
    changed = max(
        (_index_version_texts(each, article.slug) for each in article.versions.all()), default=False
    )
    changed = index_gaps(article.pk) or changed
    changed = index_readings(article) or changed
    return index_words(article) or changed


def _index_texts(kind: Kind, things: list[Model]) -> bool:
    named = {
        (kind.key(thing), language): _names([text])
        for thing in things
        for language, text in kind.texts(thing).items()
    }
    present = FormerAddress.objects.present_keys(name for names in named.values() for name in names)
    wanted = [
        reference
        for (key, language), names in named.items()
        for reference in _references(names, present, holder_kind=kind.name, holder_key=key, language=language)
    ]
    holders = Reference.objects.filter(holder_kind=kind.name, holder_key__in=[*map(kind.key, things)])
    return replace_rows(holders.filter(version__isnull=True), wanted, REFERENCE)


def _index_version_texts(version: ArticleVersion, slug: str) -> bool:
    texts = [*version.texts.values(), version.note]
    holder = {"holder_kind": "article", "holder_key": slug, "version": version, "language": version.language}
    names = _names(texts)
    present = FormerAddress.objects.present_keys(names)
    quoted = [
        Statement(
            version=version,
            position=at,
            person_key=present.get(("person", each.person), each.person),
            text=each.text,
            attribution=each.attribution,
        )
        for at, each in enumerate(statements(version.body))
        if each.person and each.text
    ]
    references = replace_rows(version.references.all(), _references(names, present, **holder), REFERENCE)
    return replace_rows(version.statements.all(), quoted, STATEMENT) or references


def _names(texts: Iterable[str]) -> Counter[Name]:
    """How often the texts name each thing, by kind and key as written. Longer names lead nowhere: no key can be so long."""
    names = ((each.kind, each.key) for text in texts for each in parse(text))
    return Counter((kind, key) for kind, key in names if len(kind) <= 20 and len(key) <= 120)


def _references(names: Counter[Name], present: Mapping[Name, str], **holder: Any) -> list[Reference]:
    """`present`: the keys of what the texts name by a former one."""
    times: Counter[Name] = Counter()
    for (kind, key), number in names.items():
        times[kind, present.get((kind, key), key)] += number
    return [
        Reference(**holder, target_kind=kind, target_key=key, times=min(number, MOST))
        for (kind, key), number in times.items()
    ]


def move_references(kind: Kind, old: str, new: str) -> None:
    """What texts refer to by its former key is the thing that has another now; those that name it by both count once."""
    rows, twins = Reference.objects.to(kind.name, old), Reference.objects.to(kind.name, new)
    had_twins = twins.exists()
    for row in rows if had_twins else ():
        of_text = {"holder_kind": row.holder_kind, "holder_key": row.holder_key, "language": row.language}
        if twin := twins.filter(version=row.version_id, **of_text).first():
            twin.times = min(twin.times + row.times, MOST)
            twin.save(update_fields=["times"])
            row.delete()
    rows.update(target_key=new)
    if kind.name == "person":
        Statement.objects.filter(person_key=old).update(person_key=new)
    if had_twins:
        # They named it before it was there, and print its title now.
        _index_documents_of_holders(kind, new)


# Search documents -----------------------------------------------------------------------------------------


def _index_documents(kind: Kind, thing: Model) -> bool:
    existing, wanted = _existing(kind, thing), documents_of(kind, thing)
    titles = set(existing.values_list("language", "title"))
    changed = _replace_documents(existing, wanted)
    # Texts print the titles of things, and of a figure its value.
    if titles != {(each.language, each.title) for each in wanted} or (changed and kind.model is Figure):
        _index_documents_of_holders(kind, kind.key(thing))
    return changed


def _index_documents_of(kind: Kind, things: list[Model]) -> set[Name]:
    """The names of those whose title, or a figure whose value, is another now: texts print it."""
    printed = ("key", "language", "title", *(["terms"] if kind.model is Figure else []))
    keys = [kind.key(thing) for thing in things]
    existing = SearchDocument.objects.filter(kind=kind.name, key__in=keys)
    before = set(existing.values_list(*printed))
    wanted = [document for thing in things for document in documents_of(kind, thing)]
    _replace_documents(existing, wanted)
    after = {tuple(getattr(each, name) for name in printed) for each in wanted}
    return {(kind.name, key) for key, *_ in before ^ after}


def _index_documents_of_holders(kind: Kind, key: str) -> None:
    """Those whose texts name the thing print its title."""
    holders: dict[str, set[str]] = {}
    named = Reference.objects.to(kind.name, key).values_list("holder_kind", "holder_key")
    for holder_kind, holder_key in named.distinct():
        holders.setdefault(holder_kind, set()).add(holder_key)
    for holder_kind, keys in holders.items():
        holding = kind_named(holder_kind)
        for holder in holding.load(keys).values() if holding else ():
            _replace_documents(_existing(holding, holder), documents_of(holding, holder))


def _replace_documents(existing: QuerySet, wanted: list[SearchDocument]) -> bool:
    changed = replace_rows(existing, wanted, DOCUMENT)
    if changed:
        # Words are never dropped one by one: a mistyped word is led to one only if something is found by it.
        SearchWord.objects.bulk_create(words_of(wanted), ignore_conflicts=True)
    return changed


def _existing(kind: Kind, thing: Model) -> QuerySet:
    return SearchDocument.objects.filter(kind=kind.name, key=kind.key(thing))


# Signals --------------------------------------------------------------------------------------------------


def _before_save(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """A thing that gets another key leaves nothing behind under the old one."""
    kind = kind_of(sender)
    if kind is None or sender is not kind.model or instance.pk is None:
        return
    before = sender._default_manager.filter(pk=instance.pk).values_list(kind.key_field, flat=True).first()
    if before not in (None, kind.key(instance)):
        forget(kind, before)


def _after_save(sender: type[Model], instance: Model, raw: bool, **kwargs: Any) -> None:
    if (kind := kind_of(sender)) is None:
        return
    if raw:
        _index_after_load(kind, _whole_pk(kind, instance))
    elif isinstance(instance, ArticleVersion):
        index_version(instance)
    else:
        _index_by_pk(kind, _whole_pk(kind, instance))


def _after_delete(sender: type[Model], instance: Model, origin: Any, **kwargs: Any) -> None:
    """`origin`: what was asked to be deleted, a thing or a query set; a part that goes with its whole leaves nothing to index."""
    if (kind := kind_of(sender)) is None:
        return
    if sender is kind.model:
        forget(kind, kind.key(instance))
        FormerAddress.objects.filter(kind=kind.name, target_key=kind.key(instance)).delete()
        _index_documents_of_holders(kind, kind.key(instance))
    elif getattr(origin, "model", type(origin)) is not kind.model:
        _index_by_pk(kind, _whole_pk(kind, instance))


def _after_topics(
    sender: type[Model],
    instance: Model,
    action: str,
    reverse: bool,
    pk_set: set[Any] | None,
    **kwargs: Any,
) -> None:
    """Subjects of an article or an agreement, from whichever end they are set. (Django names no rows when a topic drops them
    all; then each is indexed by what it does itself.)"""
    if not action.startswith("post_"):
        return
    kind = kind_of(Article if sender is Article.topics.through else Agreement)
    for pk in (pk_set or ()) if reverse else (instance.pk,):
        _index_by_pk(kind, pk)


def _whole_pk(kind: Kind, instance: Model) -> Any:
    """The key of what a row belongs to; None where that is going together with it."""
    if isinstance(instance, kind.model):
        return instance.pk
    *steps, last = kind.parts[type(instance)].split("__")
    try:
        return getattr(reduce(getattr, steps, instance), f"{last}_id")
    except ObjectDoesNotExist:
        return None


def _index_by_pk(kind: Kind, pk: Any) -> bool:
    """Read anew: what was saved may hold unconverted values or relations read before. Nothing where the whole is not there
    (it is being deleted)."""
    thing = kind.things().filter(pk=pk).first()
    return thing is not None and index(thing)


# What `loaddata` has saved in the transaction under way. Row by row would be slow (an article would be read again with every
# event of its routes) and too early: rows may come before those they refer to.
_loaded = local()


def _index_after_load(kind: Kind, pk: Any) -> None:
    _loaded.__dict__.setdefault("things", set()).add((kind.name, pk))
    transaction.on_commit(_index_loaded)


def _index_loaded() -> None:
    """Every commit hook of the load comes here, the first does the work. What a load that failed left behind is not there."""
    things = _loaded.__dict__.pop("things", set())
    with transaction.atomic():
        # Articles last: their documents print the titles of everything else.
        for name, pk in sorted(things, key=lambda thing: (thing[0] == "article", thing)):
            _index_by_pk(kind_named(name), pk)
