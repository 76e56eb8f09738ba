"""One makes what many ask for at the same moment."""

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")

WAIT = 5.0  # seconds a reader waits for another's making before making it too
TRIES = 2


class Flight(Generic[Made]):
    def __init__(self) -> None:
        self.landed = threading.Event()
        self.made: Made | None = None


class Flights(Generic[Made]):
    def __init__(self, wait: float = WAIT) -> None:
        self.wait = wait
        self._lock = threading.Lock()
        self._flying: dict[Hashable, Flight[Made]] = {}

    def share(self, key: Hashable, make: Callable[[], Made], is_shared: Callable[[Made], bool]) -> Made:
        """What `make` gives, made once for all who ask meanwhile. What is not to be shared, an exception, or a making that
        takes too long is the maker's own: the others then try themselves, one after another at first."""
        for _ in range(TRIES):
            with self._lock:
                flight = self._flying.get(key)
                leads = flight is None
                if flight is None:
                    flight = self._flying[key] = Flight()
            if leads:
                return self._lead(key, flight, make, is_shared)
            if not flight.landed.wait(self.wait):
                break
            if flight.made is not None:
                return flight.made
        return make()

    def _lead(
        self, key: Hashable, flight: Flight[Made], make: Callable[[], Made], is_shared: Callable[[Made], bool]
    ) -> Made:
        try:
            made = make()
            if is_shared(made):
                flight.made = made
            return made
        finally:
            with self._lock:
                del self._flying[key]
            flight.landed.set()
