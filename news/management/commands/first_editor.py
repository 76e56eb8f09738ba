"""Makes the first account of a new site, so that somebody can open the admin."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

# No 0/O, 1/l/I: the password is read off a terminal and typed by hand. 20 of 56 characters are 116 bits.
ALPHABET = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
# Before the name of the role whose account it is.
FOR_TRYING = "try-"


class Command(BaseCommand):
    help = "Creates an editor with all rights and prints the password once, unless there is one already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", default="editor")
        parser.add_argument(
            "--with-roles",
            action="store_true",
            help="beside it one account a role, to try them; not for a site that others can reach",
        )

    @transaction.atomic
    def handle(self, *args: Any, username: str, with_roles: bool, **options: Any) -> None:
        users = get_user_model()._default_manager
        if users.filter(is_superuser=True, is_active=True).exists():
            return
        password = new_password()
        users.create_superuser(username=username, password=password)
        self.stdout.write(f"Editor       {username}\nPassword     {password}   (shown this once)")
        if with_roles and (words := accounts_of_roles()):
            self.stdout.write(words)
        self.stdout.write(f"             .venv/bin/python manage.py changepassword {username}   sets another")


def new_password() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(20))


def accounts_of_roles() -> str:
    """One account for each group of the content, all with one password; the words that say so, or "" for none."""
    users, password = get_user_model()._default_manager, new_password()
    names = []
    for group in Group.objects.order_by("pk"):
        user, is_new = users.get_or_create(username=f"{FOR_TRYING}{group.name}", defaults={"is_staff": True})
        if is_new:
            user.set_password(password)
            user.save(update_fields=["password"])
            user.groups.set([group])
            names.append(user.get_username())
    words = f"To try       {', '.join(names)}\nPassword     {password}   (of these, shown this once)"
    return words if names else ""
