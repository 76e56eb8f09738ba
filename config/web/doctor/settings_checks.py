"""The settings: what Django's own deployment checks say, and what they do not ask."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core import checks

from config.web.doctor.findings import Finding, error, fine, notice, register, warning

# What Django says of settings that DEBUG and HTTPS_ONLY make here: said once, by the name one can type.
SAID_OTHERWISE = frozenset(f"security.{number}" for number in ("W004", "W008", "W012", "W016", "W018"))
TYPE_THIS = {
    "security.W009": "SECRET_KEY=… in .env, from:  python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
}
MIN_TOKEN = 20  # characters
# Both kept one clock all year since 2014, three hours before Greenwich; data from before then says otherwise.
ZONES = ("Europe/Minsk", "Europe/Moscow")


def check_settings() -> Iterator[Finding]:
    if settings.DEBUG:
        yield error("DEBUG is on: errors show the code and the settings to everybody.", "DEBUG=0 in .env")
    if "*" in settings.ALLOWED_HOSTS:
        yield error(
            "ALLOWED_HOSTS answers to every name.",
            "ALLOWED_HOSTS=chronicle.example in .env, the site's own names",
        )
    if not settings.SITE_URL:
        yield warning(
            "SITE_URL is not set: canonical links, feeds and sitemaps name whatever host was asked for.",
            "SITE_URL=https://chronicle.example in .env",
        )
    if settings.METRICS_TOKEN and len(settings.METRICS_TOKEN) < MIN_TOKEN:
        yield warning(
            f"METRICS_TOKEN is shorter than {MIN_TOKEN} characters.",
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))'",
        )
    if settings.SECURE_PROXY_SSL_HEADER and not settings.TRUSTED_PROXIES:
        yield warning(
            "TRUSTED_PROXIES is 0 behind a proxy: nobody is limited, and wrong passwords of one reader make all wait.",
            "TRUSTED_PROXIES=1 in .env, or as many as stand in front",
        )
    found = checks.run_checks(include_deployment_checks=True)
    yield from (_of_django(message) for message in found if message.id not in SAID_OTHERWISE)


def _of_django(message: checks.CheckMessage) -> Finding:
    make = error if message.is_serious() else warning
    return make(f"{message.msg} ({message.id})", TYPE_THIS.get(message.id or "", message.hint or ""))


def check_tls() -> Iterator[Finding]:
    if not settings.SECURE_SSL_REDIRECT:
        yield warning(
            "HTTPS_ONLY is off: no redirect to HTTPS, no HSTS, passwords and sessions may travel in the open.",
            "HTTPS_ONLY=1 in .env",
        )
    elif not settings.SECURE_PROXY_SSL_HEADER:
        yield notice(
            "PROXY_TLS_HEADER is not set: behind a proxy that ends TLS every page would redirect to itself.",
            "PROXY_TLS_HEADER=X-Forwarded-Proto in .env, if the proxy sets or removes that header itself",
        )
    else:
        yield fine(f"HTTPS only, HSTS for {settings.SECURE_HSTS_SECONDS // 86400} days")


def check_time_zones() -> Iterator[Finding]:
    install = "apt-get install tzdata"
    for name in ZONES:
        try:
            offset = datetime(2026, 7, 1, tzinfo=ZoneInfo(name)).utcoffset()
        except ZoneInfoNotFoundError:
            yield error(f"The machine knows no time zone {name}.", install)
            continue
        if offset != timedelta(hours=3):
            yield error(f"The machine's data of {name} is from before 2014.", install)
            continue
        yield fine(name)


register("settings", check_settings, needs_database=False)
register("TLS", check_tls, needs_database=False)
register("time zones", check_time_zones, needs_database=False)
