"""Makes the first account of a new site, so that somebody can open the admin."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction

# No 0/O, 1/l/I: the password is read off a terminal and typed by hand. 20 of 56 characters are 116 bits.
ALPHABET = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Command(BaseCommand):
    help = "Creates an editor with all rights and prints the password once, unless there is one already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", default="editor")

    @transaction.atomic
    def handle(self, *args: Any, username: str, **options: Any) -> None:
        users = get_user_model()._default_manager
        if users.filter(is_superuser=True, is_active=True).exists():
            return
        password = "".join(secrets.choice(ALPHABET) for _ in range(20))
        users.create_superuser(username=username, password=password)
        self.stdout.write(
            f"Editor       {username}\n"
            f"Password     {password}   (shown this once)\n"
            f"             .venv/bin/python manage.py changepassword {username}   sets another"
        )
