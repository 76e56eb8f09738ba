"""For whoever runs the server: lets in an account whose authenticator and recovery codes are both lost."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from news.signing_in import lock_out, second_step, sessions


class Command(BaseCommand):
    help = "Takes the second step from an account, forgets wrong attempts at it and ends its sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        account = get_user_model()._default_manager.filter(username=username).first()
        if account is None:
            raise CommandError(f"There is no account {username}.")
        lock_out.let_in_again(username)
        was_there = second_step.take_away(account, by=account, comment="on the server")
        ended = sessions.end_sessions(account)
        taken = "The second step is taken away" if was_there else "There was no second step"
        self.stdout.write(
            f"{taken}; sessions ended: {ended}. The password is as it was: manage.py changepassword {username}"
        )
