"""Pages of an import: choose the files, see what each row would do, confirm. What was read travels with the page, signed."""

from dataclasses import asdict
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.admin.register.importing.plan import Plan, plan_of
from news.admin.register.importing.tables import Row, Table, UnreadableError, read_tables
from news.admin.register.importing.templates import CONTENT_TYPES, template_file
from news.admin.register.importing.writing import write
from news.admin.told import done

SALT = "news.admin.register.importing"
HOUR = 3600
MOST_FILES = 3
NEEDED = tuple(
    f"news.add_{model}"
    for model in ("agreement", "action", "actionsource", "participation", "agreementtitle")
)


class RegisterImport:
    """Mixed into AgreementAdmin."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("import/", wrap(self.import_view), name="news_agreement_import"),
            path("import/<str:name>", wrap(self.template_view), name="news_agreement_import_template"),
            *super().get_urls(),
        ]

    def may_import(self, request: HttpRequest) -> bool:
        return request.user.has_perms([*NEEDED, "news.change_agreement"])

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {"may_import": self.may_import(request)} | (extra_context or {})
        )

    def template_view(self, request: HttpRequest, name: str) -> HttpResponse:
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        if not self.may_import(request):
            raise PermissionDenied
        kind = name.rpartition(".")[2]
        content = template_file(name)
        if content is None:
            raise Http404
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not self.may_import(request):
            raise PermissionDenied
        if "read" in request.POST:
            return self._confirm(request)
        files = request.FILES.getlist("files")
        if request.method != "POST" or not files:
            problem = _("Choose a file.") if request.method == "POST" else ""
            return self._page(request, problems=[problem] if problem else [])
        try:
            tables = [table for file in files[:MOST_FILES] for table in read_tables(file.name, file.read())]
        except UnreadableError as error:
            return self._page(request, problems=[str(error.words)])
        return self._shown(request, tables, ", ".join(file.name for file in files)[:200])

    def _shown(self, request: HttpRequest, tables: list[Table], name: str, note: str = "") -> HttpResponse:
        plan = plan_of(tables)
        read = signing.dumps(
            {
                "tables": [asdict(table) for table in tables],
                "name": name,
                "by": request.user.pk,
                "shown": plan.fingerprint,
            },
            salt=SALT,
            compress=True,
        )
        return self._page(request, plan=plan, read=read, name=name, note=note, problems=plan.problems)

    def _confirm(self, request: HttpRequest) -> HttpResponse:
        try:
            sent = signing.loads(request.POST["read"], salt=SALT, max_age=24 * HOUR)
        except signing.BadSignature:
            return self._page(
                request, problems=[_("This page is too old, or was changed. Choose the file again.")]
            )
        if sent["by"] != request.user.pk:
            raise PermissionDenied
        tables = [_table(each) for each in sent["tables"]]
        with transaction.atomic():
            plan = plan_of(tables, holds=True)
            is_as_shown = plan.fingerprint == sent["shown"] and not plan.is_refused
            count = write(plan, by=request.user, name=sent["name"]) if is_as_shown else 0
        if not is_as_shown:
            note = _("The register has changed since: this is what the rows would do now.")
            return self._shown(request, tables, sent["name"], note)
        done(
            request,
            ngettext("%(count)d row was imported.", "%(count)d rows were imported.", count)
            % {"count": count},
        )
        return HttpResponseRedirect(reverse("admin:news_agreement_changelist"))

    def _page(self, request: HttpRequest, plan: Plan | None = None, **shown: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import agreements and actions"),
            "opts": self.opts,
            "media": self.media,
            "plan": plan,
            **shown,
        }
        return TemplateResponse(request, "admin/news/agreement/import.html", context)


def _table(sent: dict[str, Any]) -> Table:
    rows = tuple(Row(row["number"], row["cells"]) for row in sent["rows"])
    return Table(sent["name"], tuple(sent["columns"]), rows)
