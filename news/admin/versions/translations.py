"""The translation desk: which texts are behind their original, and a translation written beside it, paragraph by paragraph."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from config.web.pagination import page_of
from news import publishing
from news.admin.keeping.forms import form_keeping, saved
from news.admin.side_rows import gap_rows, side_fields
from news.admin.told import refused
from news.admin.versions.addresses import VersionAddresses
from news.models import Act, ArticleVersion, GapKind, Language, TranslationGap
from news.publishing import Reason, RefusedError
from news.translations.following import CUTS
from news.translations.side_by_side import side_by_side
from news.translations.writing import Written, written

PER_PAGE = 25


class TranslationDesk(VersionAddresses):
    """Mixed into ArticleVersionAdmin."""

    def get_urls(self) -> list[URLPattern]:
        of_version = {
            "side_by_side": self.side_by_side_view,
            "still_correct": self.still_correct_view,
            "follow": self.follow_view,
        }
        view = self.admin_site.admin_view(self.translations_view)
        desk = path("translations/", view, name="news_articleversion_translations")
        return [desk, *self.addresses(of_version), *super().get_urls()]

    # The list ----------------------------------------------------------------------------------------------

    def translations_view(self, request: HttpRequest) -> HttpResponse:
        """`?language=ru`: of one language. Three queries, whatever the size of the record."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        gaps = TranslationGap.objects.open().filter(kind=GapKind.BEHIND)
        counts = dict(gaps.order_by().values_list("language").annotate(Count("pk")))
        language = request.GET.get("language", "")
        chosen = language if language in Language.values else ""
        if chosen:
            gaps = gaps.filter(language=chosen)
        total = sum(counts.values())
        rows = gaps.for_desk().order_by("live_from", "pk")
        page = page_of(request, rows, PER_PAGE, count=counts.get(chosen, 0) if chosen else total)
        page.object_list = gap_rows(page.object_list)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Translations behind their originals"),
            "page_obj": page,
            "languages": [
                (code, name, counts.get(code, 0), code == chosen) for code, name in Language.choices
            ],
            "chosen": chosen,
            "total": total,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/news/translations/list.html", context)

    # One beside its original ---------------------------------------------------------------------------------

    def side_by_side_view(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        if version.translated_from_id is None:
            messages.info(request, _("This text is an original. Open one of its translations."))
            return redirect("admin:news_articleversion_change", version.pk)
        if request.method == "POST":
            return self._write(request, version)
        return self._side_by_side(request, version)

    def _write(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
        read = _texts_read(typed.get("read", ""))
        if read is None:
            reason = Reason(_("The page was sent incomplete. Nothing is kept; open it again."))
            return self._side_by_side(request, version, [reason], list(_typed_words(typed)))
        stored = {name: getattr(version, name) for name in CUTS}
        result = written(read, stored, typed)
        try:
            publishing.keep(version, by=request.user, fields=_checked(result))
        except RefusedError as refusal:
            version.refresh_from_db()
            mine = [*result.texts.values(), *result.clashes]
            return self._side_by_side(request, version, list(refusal.reasons), mine)
        if result.clashes:
            reason = Reason(
                _(
                    "Somebody changed these paragraphs while you wrote. Yours are kept below; look and write anew."
                )
            )
            return self._side_by_side(request, version, [reason], list(result.clashes))
        messages.success(request, _("The draft is kept. Nothing public has changed."))
        return saved(request, redirect("admin:news_articleversion_side_by_side", version.pk))

    def _side_by_side(
        self,
        request: HttpRequest,
        version: ArticleVersion,
        refused: list[Reason] | None = None,
        unkept: list[str] | None = None,
    ) -> HttpResponse:
        is_draft = version.live_from is None
        editable = is_draft and publishing.may(request.user, "keep", version)
        sheet = side_by_side(version, timezone.now(), editable=editable)
        context = {
            **self.admin_site.each_context(request),
            "title": version.headline or version.article.slug,
            "version": version,
            "sheet": sheet,
            "fields": side_fields(sheet),
            "editable": editable,
            "form_keeping": form_keeping(request),
            "read": json.dumps({name: getattr(version, name) for name in CUTS}) if editable else "",
            "in_work": None if is_draft else sheet.in_work,
            "may_follow": publishing.may(request.user, "new_draft"),
            "may_say_still_correct": sheet.is_behind
            and sheet.is_live
            and publishing.may(request.user, "still_correct"),
            "refused": refused or [],
            "unkept": unkept or [],
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/news/translations/side_by_side.html", context)

    # Acts -----------------------------------------------------------------------------------------------------

    def still_correct_view(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        """POST `original`: the version of the original that was read."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        original = get_object_or_404(
            ArticleVersion, pk=_number(request.POST.get("original")), article=version.article_id
        )
        try:
            publishing.still_correct(version, original=original, by=request.user)
        except RefusedError as refusal:
            refused(request, refusal)
        else:
            words = _(
                "The translation follows version %(number)d of its original. Readers see no note any more."
            )
            messages.success(request, words % {"number": original.number})
        return redirect("admin:news_articleversion_side_by_side", version.pk)

    def follow_view(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        """Begins the draft that follows the original's present version; a draft goes on to follow it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        sheet = side_by_side(version, timezone.now())
        try:
            if sheet is None:
                raise RefusedError(Reason(_("This text is an original and follows nothing.")))
            if version.live_from is None:
                publishing.keep(version, by=request.user, fields={"translated_from": sheet.original})
                draft = version
            else:
                draft = publishing.new_draft(
                    version.article,
                    version.language,
                    by=request.user,
                    act=Act.TRANSLATION,
                    from_version=sheet.original,
                )
        except RefusedError as refusal:
            refused(request, refusal)
            return redirect("admin:news_articleversion_side_by_side", version.pk)
        words = _("The draft follows version %(number)d of the original.")
        messages.success(request, words % {"number": sheet.original.number})
        return redirect("admin:news_articleversion_side_by_side", draft.pk)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _texts_read(text: str) -> dict[str, str] | None:
    """The texts as the page was made from them; None if the field was tampered with or cut off."""
    try:
        read = json.loads(text)
    except ValueError:
        return None
    known = isinstance(read, dict) and all(isinstance(read.get(name), str) for name in CUTS)
    return {name: read[name] for name in CUTS} if known else None


def _typed_words(typed: Mapping[str, str]) -> list[str]:
    return [text for name, text in typed.items() if name.partition("-")[0].partition("+")[0] in CUTS]


def _checked(result: Written) -> dict[str, Any]:
    """A headline is one line of at most 200 characters."""
    texts = dict(result.texts)
    if "headline" in texts:
        texts["headline"] = " ".join(texts["headline"].split())
        longest = ArticleVersion._meta.get_field("headline").max_length or 0
        if len(texts["headline"]) > longest:
            words = _("The headline has %(length)d characters; at most %(longest)d fit.")
            raise RefusedError(
                Reason(words % {"length": len(texts["headline"]), "longest": longest}, "headline")
            )
    return texts
