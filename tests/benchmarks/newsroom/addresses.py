"""Every address of the desk, with something at it: lists with their filters, searches, orders and last pages, forms, pickers."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Count
from django.test import RequestFactory
from django.urls import reverse

from news.models import Article, ArticleVersion
from tests.benchmarks.newsroom.forms import filled_in

# Of one filter; more of its choices ask the same question.
CHOICES = 8
# What is in many rows, in one or none, and what an impatient hand types.
WORDS = ("Orsha", "per cent", "Gaiduk 7", "zzzz", "a")
# They write, and ask first: measured where they are pages.
OF_A_VERSION = ("compare", "preview", "side_by_side", "card", "return", "own_text", "discard", "preview_link")
OF_AN_ARTICLE = ("withdraw", "remove", "merge", "address")


@dataclass(frozen=True, slots=True)
class Address:
    """`group`: what it is one of; the slowest of a group is shown for it."""

    group: str
    path: str
    role: str = "publisher"
    form: dict | None = None  # sent by POST


def of_the_desk() -> Iterator[Address]:
    for role in ("author", "editor", "publisher"):
        yield Address(f"dashboard of the {role}", reverse("admin:index"), role)
    for model, model_admin in admin.site._registry.items():
        yield from of_a_list(model, model_admin)
        yield from of_forms(model, model_admin)
    yield from of_versions()
    yield from of_pickers()


def of_a_list(model, model_admin):
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    path = reverse(f"admin:{name}_changelist")
    role = role_for(model)
    shown = changes_shown(model_admin, path, role)
    group = f"list of {model._meta.model_name}"
    yield Address(group, path, role)
    for number, last in ((2, ""), (shown.paginator.num_pages, "last ")):
        if number > 1:
            yield Address(f"{group}, {last}page", f"{path}?p={number}", role)
    for spec in shown.filter_specs:
        for choice in islice(spec.choices(shown), CHOICES):
            yield Address(f"{group} by {spec.title}", f"{path}{choice['query_string']}", role)
    for column in shown.sortable_by:
        at = [str(each) for each in shown.list_display].index(str(column))
        yield Address(f"{group}, ordered", f"{path}?o={at}", role)
        yield Address(f"{group}, ordered", f"{path}?o=-{at}", role)
    if model_admin.search_fields:
        for word in (*WORDS, str(model._default_manager.last())[:20]):
            yield Address(f"{group}, search", f"{path}?q={word}", role)


def changes_shown(model_admin, path, role):
    request = RequestFactory().get(path)
    request.user = User.objects.get(username=f"{role}-1")
    return model_admin.get_changelist_instance(request)


def role_for(model):
    return "chief" if model._meta.app_label == "auth" else "publisher"


def of_forms(model, model_admin):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    group, role = model._meta.model_name, role_for(model)
    last = model._default_manager.order_by("pk").last()
    yield Address(f"{group}: add", reverse(f"{name}_add"), role)
    for thing in (model._default_manager.order_by("pk").first(), last):
        if thing:
            yield Address(f"{group}: form", reverse(f"{name}_change", args=[thing.pk]), role)
            yield Address(f"{group}: history", reverse(f"{name}_history", args=[thing.pk]), role)
            yield Address(f"{group}: delete", reverse(f"{name}_delete", args=[thing.pk]), role)


def of_versions():
    """A draft, a text in review, what is public, and the ones that have sixty versions behind them."""
    versions = ArticleVersion.objects.order_by("-pk")
    much_changed = Article.objects.annotate(many=Count("versions")).order_by("-many").first()
    chosen = {
        "draft": versions.drafts().filter(submitted_at=None).first(),
        "in review": versions.drafts().exclude(submitted_at=None).first(),
        "public": versions.live().first(),
        "translation": versions.live().exclude(translated_from=None).first(),
        "one of sixty": much_changed.versions.live().first(),
    }
    for words, version in chosen.items():
        yield Address(f"version, {words}", reverse("admin:news_articleversion_change", args=[version.pk]))
        for name in OF_A_VERSION:
            path = reverse(f"admin:news_articleversion_{name}", args=[version.pk])
            yield Address(f"version: {name}", path)
        if version.live_from is None:
            typed = filled_in(version)
            for name in ("preview", "readiness"):
                path = reverse(f"admin:news_articleversion_{name}", args=[version.pk])
                yield Address(f"version: {name} as typed", path, form=typed)
    for article in (much_changed, chosen["public"].article):
        yield Address("article, form", reverse("admin:news_article_change", args=[article.pk]))
        for name in OF_AN_ARTICLE:
            yield Address(f"article: {name}", reverse(f"admin:news_article_{name}", args=[article.pk]))
        yield Address(
            "article: merge, search", reverse("admin:news_article_merge", args=[article.pk]) + "?q=Orsha"
        )
    yield Address("translation desk", reverse("admin:news_articleversion_translations"))
    yield Address("consistency", reverse("admin:consistency"))


def of_pickers():
    for model, model_admin in admin.site._registry.items():
        for field in autocompleted(model, model_admin):
            meta = field.model._meta
            asked = f"app_label={meta.app_label}&model_name={meta.model_name}&field_name={field.name}"
            for word in ("", *WORDS):
                yield Address("picker of a field", f"{reverse('admin:autocomplete')}?{asked}&term={word}")
    search = reverse("admin:news_articleversion_reference_search")
    for word in ("", *WORDS):
        yield Address("picker of the text, every kind", f"{search}?q={word}&language=en")
        for kind in ("article", "source", "figure", "person", "image"):
            yield Address(f"picker of the text, {kind}", f"{search}?q={word}&kind={kind}")
    named = "&".join(f"ref=[^agency-{at}]" for at in range(20))
    yield Address("names in the text", f"{reverse('admin:news_articleversion_reference_names')}?{named}")


def autocompleted(model, model_admin):
    owners = [(model, model_admin), *((each.model, each) for each in model_admin.inlines)]
    for owner, each in owners:
        yield from (owner._meta.get_field(name) for name in each.autocomplete_fields)
