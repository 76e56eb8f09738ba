"""The four calls of OpenSearch that the search needs, over HTTP.

Source: https://docs.opensearch.org/latest/api-reference/ (Index, Document and Search APIs), the same from release 2 on.
"""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings

# Seconds: to be let in; to be answered while a reader waits, behind whom stands the database; to be answered at work.
LET_IN, ANSWERED, DONE = 1.0, 3.0, 60.0
NAMED, WRITTEN = "chronicle", "-written"


class OpenSearchError(Exception):
    """It could not be asked, or refused; says why in words, without its address."""


class NotFilledError(OpenSearchError):
    """There is no index to ask."""

    def __init__(self) -> None:
        super().__init__("it was not filled yet")


class Client:
    """`url`: https://user:password@host:9200/name, where every index of this site begins with the name. Thread-safe."""

    def __init__(self, url: str) -> None:
        # Only where one is named: of a worker's memory it takes two megabytes.
        from urllib3 import PoolManager  # noqa: PLC0415
        from urllib3.util import make_headers  # noqa: PLC0415

        parts = urlsplit(url)
        self.name = parts.path.strip("/") or NAMED
        self._base = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        user = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else None
        self._pool = PoolManager(retries=False, headers=make_headers(basic_auth=user))

    def get(self, path: str) -> dict[str, Any]:
        return self._ask("GET", path)

    def create(self, index: str, body: dict[str, Any]) -> None:
        """With a second name, by which alone it is written to: in the place of one that is gone none is made by writing."""
        self._ask("PUT", index, json.dumps(body | {"aliases": {f"{index}{WRITTEN}": {}}}).encode())

    def search(self, index: str, body: dict[str, Any], seconds: float = ANSWERED) -> dict[str, Any]:
        return self._ask("POST", f"{index}/_search", json.dumps(body).encode(), seconds=seconds)

    def refresh(self, index: str) -> None:
        """What it was told can be found."""
        self._ask("POST", f"{index}/_refresh")

    def delete(self, path: str) -> None:
        self._ask("DELETE", path)

    def bulk(self, index: str, lines: Iterable[dict[str, Any]]) -> None:
        """Acts, each followed by its document if it has one. To drop what is not there is no error."""
        body = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
        path = f"{index}{WRITTEN}/_bulk?require_alias=true"
        done = self._ask("POST", path, body, kind="application/x-ndjson")
        for each in done["items"]:
            [(act, said)] = each.items()
            _check(said)
            if said["status"] >= 400 and not (act == "delete" and said["status"] == 404):
                raise OpenSearchError(f"it refused document {said['_id']}: {_reason(said)}")

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        kind: str = "application/json",
        seconds: float = DONE,
    ) -> dict[str, Any]:
        from urllib3 import Timeout  # noqa: PLC0415
        from urllib3.exceptions import HTTPError  # noqa: PLC0415

        headers = {**self._pool.headers, "Content-Type": kind}
        timeout = Timeout(connect=LET_IN, read=seconds)
        try:
            answer = self._pool.request(
                method, f"{self._base}/{path}", body=body, headers=headers, timeout=timeout
            )
            said = answer.json() if answer.data else {}
        except HTTPError as error:
            raise OpenSearchError(f"it does not answer: {type(error).__name__}") from error
        except ValueError as error:
            raise OpenSearchError(f"it does not speak JSON (status {answer.status})") from error
        _check(said)
        if answer.status >= 400:
            raise OpenSearchError(f"it refused {method} {path}: {answer.status} {_reason(said)}")
        return dict(said)


def _check(said: Any) -> None:
    error = said.get("error") if isinstance(said, dict) else None
    if isinstance(error, dict) and error.get("type") == "index_not_found_exception":
        raise NotFilledError


def _reason(said: Any) -> str:
    error = said.get("error", "") if isinstance(said, dict) else ""
    return str(error.get("reason", error)) if isinstance(error, dict) else str(error)


@cache
def client() -> Client:
    """One a process, with its own conversations."""
    return Client(settings.OPENSEARCH_URL)
