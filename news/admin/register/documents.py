"""Documents of texts at the desk: a PDF is added to a text, withdrawn with a reason, and put back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from news.admin.told import done, refused
from news.agreements.texts.document_lines import DocumentLine
from news.agreements.texts.documents import add_document, put_document_back, withdraw_document
from news.agreements.texts.words import language_name
from news.models import Agreement, TextFile, TextVersion
from news.pdf.cleaning import CleanPdf, clean_pdf
from news.publishing.refusals import RefusedError

ADDING, CHANGING = "news.add_textfile", "news.change_textfile"


class PdfField(forms.FileField):
    """Refuses, in words, what is no PDF, too big or damaged, and gives the rest written anew."""

    widget = forms.FileInput(attrs={"accept": "application/pdf,.pdf"})

    def to_python(self, data: UploadedFile | None) -> CleanPdf | None:
        upload = super().to_python(data)
        return None if upload is None else clean_pdf(upload, upload.size or 0)


class DocumentForm(forms.Form):
    file = PdfField(
        label=_("PDF"),
        help_text=_(
            "A scan or a print, 16 MB at most. Whatever could run in it is left out: scripts, forms, attached files."
        ),
    )
    origin_url = forms.URLField(
        label=_("Received from"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
        help_text=_("The address of the file itself, if it came from one: readers can compare."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class WithdrawalForm(forms.Form):
    because = forms.CharField(
        label=_("Reason, for readers"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class TextDocuments:
    """Mixed into AgreementAdmin."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path(
                "<int:pk>/texts/<int:text>/documents/add/",
                wrap(self.add_document_view),
                name="news_agreement_add_document",
            ),
            path(
                "documents/<int:pk>/withdraw/",
                wrap(self.withdraw_document_view),
                name="news_agreement_withdraw_document",
            ),
            path(
                "documents/<int:pk>/put-back/",
                wrap(self.put_document_back_view),
                name="news_agreement_put_document_back",
            ),
        ]
        return [*own, *super().get_urls()]

    def add_document_view(self, request: HttpRequest, pk: int, text: int) -> HttpResponse:
        _ask_for(ADDING, request)
        texts = TextVersion.objects.select_related("agreement", "source")
        version = get_object_or_404(texts, pk=text, agreement=pk)
        is_sent = request.method == "POST"
        form = DocumentForm(request.POST, request.FILES) if is_sent else DocumentForm()
        if form.is_valid():
            origin, content = form.cleaned_data["origin_url"], form.cleaned_data["file"]
            try:
                document = add_document(version, content, by=request.user, origin_url=origin)
            except RefusedError as refusal:
                for reason in refusal.reasons:
                    form.add_error(reason.field or None, str(reason.message))
            else:
                line = DocumentLine(document)
                words = gettext("The document is added, and public: %(what)s (%(about)s).")
                done(request, words % {"what": line.what, "about": line.about})
                return self._to_agreement(version.agreement)
        return self._document_page(request, version, form, gettext("Add a document"))

    def withdraw_document_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        _ask_for(CHANGING, request)
        document = _document(pk)
        form = WithdrawalForm(request.POST) if request.method == "POST" else WithdrawalForm()
        if form.is_valid():
            try:
                withdraw_document(document, because=form.cleaned_data["because"], by=request.user)
            except RefusedError as refusal:
                refused(request, refusal)
            else:
                undo = reverse("admin:news_agreement_put_document_back", args=[document.pk])
                done(request, gettext("Withdrawn. Readers read why."), undo=undo)
            return self._to_agreement(document.version.agreement)
        return self._document_page(request, document.version, form, gettext("Withdraw a document"), document)

    def put_document_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        _ask_for(CHANGING, request)
        document = _document(pk)
        if request.method != "POST":
            return self._document_page(
                request, document.version, forms.Form(), gettext("Put a document back"), document
            )
        try:
            put_document_back(document, by=request.user)
        except RefusedError as refusal:
            refused(request, refusal)
        else:
            messages.success(request, gettext("The document is public again."))
        return self._to_agreement(document.version.agreement)

    def _to_agreement(self, agreement: Agreement) -> HttpResponse:
        return redirect("admin:news_agreement_change", agreement.pk)

    def _document_page(
        self,
        request: HttpRequest,
        version: TextVersion,
        form: forms.BaseForm,
        title: str,
        document: TextFile | None = None,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "version": version,
            "language": language_name(version.language),
            "form": form,
            "line": DocumentLine(document) if document else None,
        }
        return TemplateResponse(request, "admin/news/agreement/document.html", context)


def _ask_for(permission: str, request: HttpRequest) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _document(pk: int) -> TextFile:
    return get_object_or_404(TextFile.objects.select_related("version__agreement", "version__source"), pk=pk)
