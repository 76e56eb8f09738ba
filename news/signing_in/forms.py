from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from news.signing_in import sessions

MOST_LETTERS = 40  # of a code, however it was copied
# One answer, whatever was wrong.
WRONG = _("These do not fit together: name, password and code. Nothing tells which of them is wrong.")


class CodeInput(forms.TextInput):
    """Empty each time: a code that was wrong, or used, is good for nothing."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


def code_field(**options: Any) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
    return forms.CharField(max_length=MOST_LETTERS, widget=CodeInput(attrs=attributes), **options)


class SignInForm(AdminAuthenticationForm):
    error_messages = {**AdminAuthenticationForm.error_messages, "invalid_login": WRONG}
    code = code_field(
        required=False,
        label=_("Code"),
        help_text=_(
            "Six digits of your authenticator, or a recovery code. Leave it empty if you have set up neither."
        ),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("username") is not None and given.get("password"):
            self.user_cache = authenticate(
                self.request,
                username=given["username"],
                password=given["password"],
                code=given.get("code", ""),
            )
            if self.user_cache is None:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(self.user_cache)
        return given


class CodeForm(forms.Form):
    """The first code that an authenticator shows."""

    code = code_field(label=_("Code"), help_text=_("The six digits that the app shows now."))


class ShowAgainForm(forms.Form):
    """Who somebody is, asked before an act. Its names cannot be those of the form it is asked about."""

    prefix = "again"
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    code = code_field(required=False, label=_("Code"))

    def __init__(self, *args: Any, request: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request = request
        if not sessions.came_in_two_steps(request.session):
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "password" in given:
            user = authenticate(
                self.request,
                username=self.request.user.get_username(),
                password=given["password"],
                code=given.get("code", ""),
            )
            if user is None or user.pk != self.request.user.pk:
                raise ValidationError(self._refusal())
        return given

    def _refusal(self) -> str:
        if getattr(self.request, "axes_locked_out", False):
            # Here the refusal is said on the page that holds what was typed, and not on a page of its own.
            self.request.axes_locked_out = False
            return _(
                "Too many attempts. Wait a quarter of an hour and press the button again; this page keeps what you typed."
            )
        return WRONG
