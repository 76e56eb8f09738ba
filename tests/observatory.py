"""The score that Mozilla's HTTP Observatory gives to a response: its published tests and modifiers, without a scan.

Redirection from HTTP, certificates and the preload list belong to a deployment; of HSTS only the header is looked at.
"""

import re
from html.parser import HTMLParser

HALF_A_YEAR = 15_768_000
# What every page here earns over the 100 that nothing wrong gives.
TOP = 100 + 10 + 5 + 5 + 10


def score(response, scheme_host):
    """(score, [what it was lowered or raised for])."""
    found = [
        *_policy(response),
        *_cookies(response),
        *_cors(response),
        *_referrer(response),
        *_transport(response),
        *_scripts(response, scheme_host),
        *_types(response),
        *_frames(response),
        *_resources(response),
    ]
    lowered = 100 + sum(value for _name, value in found if value < 0)
    raised = sum(value for _name, value in found if value > 0)
    return (lowered + raised if lowered >= 90 else lowered), [name for name, value in found if value]


def directives(response):
    parts = (part.split() for part in response.get("Content-Security-Policy", "").split(";"))
    return {name: sources for name, *sources in filter(None, parts)}


def _policy(response):
    given = directives(response)
    if not given:
        return [("no policy", -25)]
    scripts = given.get("script-src", given.get("default-src", ["*"]))
    styles = given.get("style-src", given.get("default-src", ["*"]))
    if {"'unsafe-inline'", "data:", "*", "https:"} & {*scripts} or "'unsafe-eval'" in scripts:
        return [("scripts of anybody", -20)]
    if {"'unsafe-inline'", "data:", "*"} & {*styles}:
        return [("styles of anybody", -10)]
    return [("default none", 10)] if given.get("default-src") == ["'none'"] else [("policy", 5)]


def _cookies(response):
    wrong = [
        name
        for name, cookie in response.cookies.items()
        if not (cookie["secure"] and cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict"))
    ]
    return [("a cookie that others can read", -20)] if wrong else []


def _cors(response):
    return (
        [("any origin", -50)]
        if response.get("Access-Control-Allow-Origin") == "*" and response.cookies
        else []
    )


def _referrer(response):
    policy = response.get("Referrer-Policy", "")
    good = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
    return [("referrer", 5 if policy in good else -5)]


def _transport(response):
    age = re.search(r"max-age=(\d+)", response.get("Strict-Transport-Security", ""))
    if age is None:
        return [("no HSTS", -20)]
    return [] if int(age[1]) >= HALF_A_YEAR else [("short HSTS", -10)]


class Scripts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.sources = []

    def handle_starttag(self, tag, attributes):
        source = dict(attributes).get("src")
        if tag == "script" and source:
            self.sources.append(source)


def _scripts(response, scheme_host):
    if not response.get("Content-Type", "").startswith("text/html"):
        return []
    parser = Scripts()
    parser.feed(response.content.decode())
    foreign = [each for each in parser.sources if "//" in each and not each.startswith(scheme_host)]
    return [("scripts from elsewhere", -50)] if foreign else []


def _types(response):
    return [] if response.get("X-Content-Type-Options") == "nosniff" else [("sniffed", -5)]


def _frames(response):
    if directives(response).get("frame-ancestors") in (["'none'"], ["'self'"]):
        return [("frames", 5)]
    return [] if response.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else [("framed", -20)]


def _resources(response):
    return [("resources", 10)] if response.get("Cross-Origin-Resource-Policy") == "same-origin" else []
