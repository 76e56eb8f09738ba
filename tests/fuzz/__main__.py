"""`python -m tests.fuzz --requests 100000`: asks them all of the site in this process, over the real content.

Tells of each that was answered by 500, once a place in the code, and fails then. What is found can be asked again by its seed.
"""

import argparse
import logging
import os
import sys
import time
from collections import Counter
from random import Random

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()
logging.disable(logging.CRITICAL)

# Models can be imported only once Django has started.
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from tests.fuzz.content import answer, asker_of_content  # noqa: E402
from workbench.environment import ROOT  # noqa: E402


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=0, help="stop after so long (0: never)")
    given = parser.parse_args()
    sys.exit(1 if run(given.requests, given.seed, given.seconds) else 0)


def run(requests, seed, seconds):
    """How many different faults were found; each is told once."""
    call_command("migrate", verbosity=0)
    fixtures = ROOT / "fixtures"
    call_command(
        "loaddata", *sorted(fixtures.glob("*.json")), *sorted(fixtures.glob("sample/*.json")), verbosity=0
    )
    chief = get_user_model().objects.create_superuser("chief")
    clients = {False: Client(raise_request_exception=False), True: Client(raise_request_exception=False)}
    clients[True].force_login(chief)
    cookies = clients[True].cookies.copy()
    asker, told, statuses, began = asker_of_content(), {}, Counter(), time.monotonic()
    for number in range(requests):
        asked = asker.one(Random(f"{seed}-{number}"))
        with transaction.atomic():
            status, raised = answer(clients, asked)
            transaction.set_rollback(True)
        clients[True].cookies = cookies.copy()
        statuses[status] += 1
        if status >= 500 or raised:
            place = next(
                (line for line in reversed(raised.splitlines()) if line.startswith("  File")), str(status)
            )
            if place not in told:
                told[place] = asked
                print(f"\n{seed}-{number}: {asked}\n{raised[-1500:]}", flush=True)
        if number % 1000 == 999:
            print(
                f"{number + 1} asked in {time.monotonic() - began:.0f} s, {dict(sorted(statuses.items()))}",
                flush=True,
            )
        if seconds and time.monotonic() - began > seconds:
            break
    print(f"{number + 1} asked, {len(told)} different faults, {dict(sorted(statuses.items()))}")
    return len(told)


if __name__ == "__main__":
    main()
