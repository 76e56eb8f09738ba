"""What the site counts, for Prometheus. Others call the functions here; nobody else knows the library.

One process counts for itself. Where several workers serve, METRICS_FOLDER holds what each has counted, and whichever is asked
answers for all of them.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

# When each series began: a second line for every line, and nobody asks.
disable_created_metrics()  # type: ignore[no-untyped-call]

_requests = Counter(
    "chronicle_requests",
    "Requests that Django answered, those of the page cache not among them.",
    ["view", "status"],
)
_seconds = Histogram("chronicle_request_seconds", "How long Django took.", ["view"], buckets=SECONDS)
_pages = Counter("chronicle_page_cache", "How the page cache answered.", ["answer"])
_errors = Counter("chronicle_database_errors", "What the database refused or could not do.", ["error"])
_slow = Counter("chronicle_slow_queries", "Queries above SLOW_QUERY_MS.", ["view"])
_acts = Counter("chronicle_acts", "What editors did, once it was committed.", ["act"])
# Asked for once: a label costs more than the counting.
_answers = {answer: _pages.labels(answer) for answer in ("hit", "miss", "stale", "not_modified", "unkept")}


def request_answered(view: str, status: int, seconds: float) -> None:
    _requests.labels(view, str(status)).inc()
    _seconds.labels(view).observe(seconds)


def page_answered(answer: str) -> None:
    """`answer`: "hit", "not_modified", "miss" (made anew), "stale" (the last good copy, without the database), "unkept"."""
    _answers[answer].inc()


def database_failed(error: str) -> None:
    """`error`: the name of the exception."""
    _errors.labels(error).inc()


def query_was_slow(view: str) -> None:
    _slow.labels(view).inc()


def act_done(act: str) -> None:
    _acts.labels(act).inc()


@dataclass(frozen=True, slots=True)
class Gauge:
    """A number read when it is asked for: its values by one label."""

    name: str
    says: str
    label: str
    values: Mapping[str, float]


def text(gauges: Iterable[Gauge]) -> bytes:
    """Everything counted, by all workers if METRICS_FOLDER is set, and the gauges, in Prometheus' text format."""
    asked = CollectorRegistry()
    asked.register(_Asked(gauges))
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(asked)  # type: ignore[no-untyped-call]
        return bytes(generate_latest(asked))
    return bytes(generate_latest(REGISTRY) + generate_latest(asked))


class _Asked:
    def __init__(self, gauges: Iterable[Gauge]) -> None:
        self.gauges = gauges

    def collect(self) -> Iterable[GaugeMetricFamily]:
        for gauge in self.gauges:
            family = GaugeMetricFamily(gauge.name, gauge.says, labels=[gauge.label])
            for label, value in gauge.values.items():
                family.add_metric([label], value)
            yield family

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing is asked for before it is read."""
        return []
