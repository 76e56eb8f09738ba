"""Name, password and second step are checked as one: whatever is wrong, the answer is the same."""

from typing import Any

from axes.backends import AxesBackend
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest

from news.signing_in import second_step


class InTwoSteps(AxesBackend):
    """One backend, since Django's `with_perm` can ask no more than one."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        code: str = "",
        **kwargs: Any,
    ) -> AbstractUser | None:
        """The account, with `second_step`: whether it came in by one. Who waits after wrong attempts is not looked at."""
        if request is not None:
            super().authenticate(request, username=username, password=password, **kwargs)
        user = ModelBackend.authenticate(self, request, username=username, password=password, **kwargs)
        if user is None:
            return None
        user.second_step = second_step.is_set_up(user)
        if user.second_step and not second_step.is_right(user, code):
            return None
        return user
