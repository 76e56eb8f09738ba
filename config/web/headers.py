"""Headers of every response that Django's own middleware and the policy of content do not set."""

from collections.abc import Callable
from http.client import BAD_REQUEST

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

# Nothing of a reader's device is asked for, by us or by anything that got into a page.
UNUSED = (
    *(
        "accelerometer",
        "autoplay",
        "bluetooth",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
    ),
    *(
        "gamepad",
        "geolocation",
        "gyroscope",
        "hid",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
    ),
    *(
        "midi",
        "payment",
        "publickey-credentials-get",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking",
    ),
)
PERMISSIONS = ", ".join(f"{name}=()" for name in UNUSED)
BEHIND_THE_LOGIN = ("/admin/", "/preview/")
FOR_ONE = "private, no-store"


class ContentPolicy(CSPMiddleware):
    """The policy of the settings is written once; one that a view changes, each time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        self.usual = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if "_csp_nonce" in request.__dict__ or any(name.startswith("_csp") for name in response.__dict__):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual)
        return response


class Headers:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_for_one = request.path_info.startswith(BEHIND_THE_LOGIN)
        # Of what was refused before Django's own middleware too.
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        response.setdefault("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", _readers(response, is_for_one))
        if response.status_code >= BAD_REQUEST:
            # True of this moment, and told in the form that was asked for.
            response.setdefault("Cache-Control", "no-cache")
            patch_vary_headers(response, ["Accept"])
        if is_for_one and "no-store" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = FOR_ONE
        return response


def _readers(response: HttpResponseBase, is_for_one: bool) -> str:
    """Pages are nobody else's to embed; data, feeds and pictures that are public are everybody's."""
    is_page = response.get("Content-Type", "").startswith("text/html")
    return "same-origin" if is_for_one or is_page else "cross-origin"
