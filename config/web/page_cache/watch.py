"""The state of the content that pages are made of, kept present by a thread: a request only compares.

`Watch.state` is an object that stays the same one while the content does; None while the database is out of reach. It is
believed until `believed_until`: the next moment at which time alone changes pages, or a while after the thread last looked.
Past that a request looks itself, so a thread that hangs or dies costs speed and never freshness.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from django.db import DatabaseError

from config.web.readiness import NotReadyError

log = logging.getLogger(__name__)

EVERY = 0.5  # seconds between two looks of the thread when no signal comes
BELIEVED = 3.0  # seconds after a look
HANGS = 2.0  # seconds without an answer to the thread's look
RETRY = 0.5  # seconds after a look that failed
BURST = 0.05  # seconds: many signals in a row are answered by one look
DAY = 24 * 3600.0


class State(Protocol):
    """Two are equal while no page changed. `taken_back` differs once something was taken from readers."""

    @property
    def changes_at(self) -> datetime: ...
    @property
    def taken_back(self) -> object: ...


class Signal(Protocol):
    """How a database tells that something was written."""

    def wait(self, seconds: float) -> None:
        """In the watch's thread: until something may have changed, that long at most. Raises what the database raises."""

    def reset(self) -> None:
        """In the watch's thread, after an error: forget the connection."""

    def hang_up(self) -> None:
        """From another thread: the database does not answer; nobody is to wait for words that may never come."""


class Polling:
    """Without signals: a look every half second."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self.wait = sleep

    def reset(self) -> None:
        pass

    def hang_up(self) -> None:
        pass


class Watch:
    """Thread-safe. `clock`: seconds since 1970."""

    def __init__(
        self, read: Callable[[], State], signal: Signal, clock: Callable[[], float] = time.time
    ) -> None:
        self.read, self.signal, self.clock = read, signal, clock
        self.state: State | None = None
        self.believed_until = 0.0
        self.last: State | None = None  # the state before the database went out of reach
        self.seen_at = 0.0
        self.is_away = False
        self._looking, self._starting = threading.Lock(), threading.Lock()
        self._thread: threading.Thread | None = None

    def current(self) -> State | None:
        """The present state; None while the database is out of reach. Asks the database only where the thread does not."""
        if not self.is_away and self.clock() >= self.believed_until:
            self.look()
        self._start()
        return self.state

    def look(self) -> None:
        """Read the state now: what was written before is in it. Looks follow each other, so none is older than the last."""
        asked_at = self.clock()
        # One that hangs must not hold the others for longer than a reader waits.
        if not self._looking.acquire(timeout=BELIEVED):
            return
        try:
            self._found(self.read(), asked_at)
        except Exception as error:  # whatever a driver raises: the content is not known
            self._lost(error)
        finally:
            self._looking.release()

    def _found(self, state: State, at: float) -> None:
        if self.is_away:
            log.warning("The database is back.")
        if state != self.last:
            self.last = state
        self.seen_at, self.is_away = at, False
        self.believed_until = min(at + BELIEVED, self.last.changes_at.timestamp())
        self.state = self.last

    def _lost(self, error: Exception) -> None:
        if not self.is_away:
            trace = error if not isinstance(error, (DatabaseError, TimeoutError)) else None
            log.error("The database is out of reach; until it is back, copies: %s", error, exc_info=trace)
        self.state, self.is_away = None, True

    def _hangs(self) -> None:
        self._lost(TimeoutError(f"no answer for {HANGS} seconds"))
        self.signal.hang_up()

    def refuses(self) -> bool:
        """Is it known that nobody but the watch need ask the database?"""
        return self.is_away and threading.current_thread() is not self._thread

    def check(self) -> None:
        """Raises NotReadyError where pages are not kept present."""
        if self.current() is None:
            raise NotReadyError("the content's state cannot be read; until it can, copies")
        if self._thread is not None and not self._thread.is_alive():
            raise NotReadyError(
                "nobody watches the content, so each request looks itself; restart the process"
            )

    def _start(self) -> None:
        """In the process that answers requests: a server may have forked after it loaded us."""
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="content-watch", daemon=True)
                    self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                self._look_bounded()
                if not self.is_away:
                    self.signal.wait(min(EVERY, max(0.0, self.believed_until - self.clock())))
            except Exception as error:  # the watch goes on whatever happens
                self._lost(error)
            if self.is_away:
                self.signal.reset()
                time.sleep(RETRY)
            else:
                time.sleep(BURST)

    def _look_bounded(self) -> None:
        timer = threading.Timer(HANGS, self._hangs)
        timer.daemon = True
        timer.start()
        try:
            self.look()
        finally:
            timer.cancel()

    def may_stand_in(self, made_of: object) -> bool:
        """May a page made of an earlier state be shown marked as a copy, while the present one cannot be had?
        For a day, and never what was made before something was taken back."""
        before = self.last
        return (
            before is not None
            and getattr(made_of, "taken_back", None) == before.taken_back
            and self.clock() - self.seen_at <= DAY
        )
