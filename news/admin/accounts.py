"""Accounts and roles: Django's own pages, in our lists, with every change in the audit."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from news.admin.audit.audited import Audited

# Keys and codes have no page of their own: nobody needs to see them, and news/signing_in does what there is to do.
admin.site.unregister([User, Group, TOTPDevice, StaticDevice])


@admin.register(User)
class AccountAdmin(Audited, UserAdmin):
    list_display = ["username", "first_name", "last_name", "roles", "is_staff", "is_superuser", "last_login"]
    list_filter = ["groups", "is_staff", "is_superuser", "is_active"]
    actions = None
    change_form_template = "admin/account_form.html"
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "usable_password", "password1", "password2"]}),
        (
            _("What the account may do"),
            {
                "classes": ["wide"],
                "description": _("Without a role, and without entering the desk, it may do nothing."),
                "fields": ["is_staff", "groups"],
            },
        ),
    ]

    class Media:
        css = {"all": ["css/desk.css"]}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all()) or "–"


@admin.register(Group)
class RoleAdmin(Audited, GroupAdmin):
    actions = None

    class Media:
        css = {"all": ["css/desk.css"]}
