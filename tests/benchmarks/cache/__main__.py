"""What the page cache gives in a second, beside what could be given: a bare function, Django's own cache, nginx.

`python -m tests.benchmarks.cache` prints a table and the ratios the project holds itself to, and exits with 1 where one is
missed. Every server runs on one core with one worker, the client (wrk) on another; rounds alternate, the median counts. So
only ratios of one run say anything. Needs wrk and nginx, which it installs where it may.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, contextmanager, suppress
from itertools import product
from pathlib import Path
from statistics import median

from config.web.translated import LANGUAGES
from tests.benchmarks.cache import nginx
from tests.page_kinds import PAGE_KINDS
from tests.served_site import prepare, settings_in
from workbench import server, system_packages

PAGE = "/en/news/goods-of-the-union-state/"
CODING = "gzip"  # the smallest that all of them speak
SECONDS, ROUNDS, CONNECTIONS = 3, 5, 16
SERVERS = {
    "bare function": "tests.benchmarks.cache.bare:application",
    "page cache": "config.wsgi:application",
    "Django's cache": "tests.benchmarks.cache.per_site:application",
}
# (this, of that, at least)
RATIOS = [
    ("page cache", "bare function", 0.6),
    ("page cache", "Django's cache", 5.0),
    ("page cache, kept by nginx", "file from nginx", 0.65),
]
MOST_MEGABYTES, MOST_SECONDS = 110, 1.0
ROW = "{:<28}{:>12}{:>14}{:>10}   {}"


def pinned(core):
    return ["taskset", "-c", str(core)] if (os.cpu_count() or 1) > 1 and shutil.which("taskset") else []


@contextmanager
def serving(application, environment):
    """(port, process, seconds until the page was there by the clock and of the processor)"""
    port = server.free_port()
    command = [server.GRANIAN[0], application, *server.GRANIAN[2:], *server.OPTIONS, "--port", str(port)]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*pinned(0), *command], cwd=server.ROOT, env=os.environ | server.ENVIRONMENT | environment
    )
    try:
        server._wait_until_it_answers(process, port)
        ask(port)
        yield port, process, (time.perf_counter() - started, cpu_seconds([process]))
    finally:
        server._stop(process)


def ask(port, path=PAGE):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": CODING})
    with urllib.request.urlopen(request) as answer:
        return answer.headers, answer.read()


def load(port, path, processes):
    """Requests a second, by the clock and by the processor's time of the servers."""
    wrk = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", f"Accept-Encoding: {CODING}"]
    before = cpu_seconds(processes)
    command = [*pinned(1), *wrk, f"http://127.0.0.1:{port}{path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    spent = cpu_seconds(processes) - before
    if "Non-2xx" in said:
        sys.exit(said)
    lines = [line.split() for line in said.splitlines()]
    requests = next(int(line[0]) for line in lines if line[1:3] == ["requests", "in"])
    return next(float(line[1]) for line in lines if line[:1] == ["Requests/sec:"]), requests / spent


def family(processes):
    """Folders in /proc of the processes and of their children."""
    own = {process.pid for process in processes}
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
            if int(lines["PPid"]) in own or int(status.parent.name) in own:
                yield status.parent, lines


def cpu_seconds(processes):
    ticks = 0
    for folder, _ in family(processes):
        with suppress(OSError):
            ticks += sum(map(int, (folder / "stat").read_text().rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def megabytes(process):
    """Of the worker: the child that has most."""
    return max(int(lines.get("VmRSS", "0 kB").split()[0]) / 1024 for _, lines in family([process]))


def measured(folder, rounds):
    """{name: [(requests a second, by the processor's time)]}, and of the page cache: seconds; megabytes after a page and after
    all kinds; bytes of a page."""
    environment = settings_in(folder) | {"BENCH_ANSWER": str(folder), "PYTHONDONTWRITEBYTECODE": ""}
    with serving(SERVERS["page cache"], environment):
        pass  # after a deployment the code is compiled
    with ExitStack() as running:
        port, process, started = running.enter_context(serving(SERVERS["page cache"], environment))
        headers, page = ask(port)
        assert headers["Content-Encoding"] == CODING
        (folder / "page").write_bytes(page)
        ours = [pair for pair in headers.items() if pair[0].lower() not in ("date", "server", "connection")]
        (folder / "headers.json").write_text(json.dumps(ours))
        subjects = {"page cache": (port, PAGE, [process])}
        for name, application in SERVERS.items():
            if name not in subjects:
                other = running.enter_context(serving(application, environment))
                subjects[name] = other[0], PAGE, [other[1]]
        for name, keeps in (("page cache behind nginx", False), ("page cache, kept by nginx", True)):
            place = folder / f"nginx-{int(keeps)}"
            at, proxy = running.enter_context(nginx.running(place, port, pinned(0), keeps=keeps))
            subjects[name] = at, PAGE, [process, proxy]
            shutil.copy(folder / "page", place / "file")
            subjects["file from nginx"] = at, "/file", [proxy]
        figures = {name: [] for name in subjects}
        for _ in range(rounds):
            for name, subject in subjects.items():
                figures[name].append(load(*subject))
        size = megabytes(process)
        for language, kind in product(LANGUAGES, PAGE_KINDS.values()):
            ask(port, f"/{language}/{kind}")
        return figures, started, (size, megabytes(process)), len(page)


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.cache", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--busy", action="store_true", help="judge by CPU time: other programs run beside")
    parser.add_argument(
        "--site", type=Path, help="a folder that an earlier run prepared, or is to prepare and leave"
    )
    chosen = parser.parse_args()
    for program, package in (("wrk", "wrk"), ("nginx", "nginx-light")):
        if shutil.which(program) is None:
            system_packages.install(package)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if not (chosen.site and chosen.site.exists()):
            prepare(place)
        if chosen.site and not chosen.site.exists():
            shutil.copytree(place, chosen.site)
        elif chosen.site:
            shutil.copytree(chosen.site, place, dirs_exist_ok=True)
        figures, started, sizes, page = measured(place, chosen.rounds)
    seconds = started[1] if chosen.busy else started[0]
    print(f"{page / 1024:.1f} KB, {CONNECTIONS} connections, {SECONDS} s a round, {chosen.rounds} rounds\n")
    print(ROW.format("", "requests/s", "a CPU second", "× bare", "rounds"))
    clock, cpu = ({name: median(one[by] for one in each) for name, each in figures.items()} for by in (0, 1))
    middle = cpu if chosen.busy else clock
    for name, each in figures.items():
        rounds = " ".join(f"{one[0]:.0f}" for one in each)
        ratio = f"{middle[name] / middle['bare function']:.2f}"
        print(ROW.format(name, f"{clock[name]:.0f}", f"{cpu[name]:.0f}", ratio, rounds))
    print()
    held = [
        (
            f"{this} ÷ {that}",
            f"{middle[this] / middle[that]:.2f}",
            f"≥ {least}",
            middle[this] / middle[that] >= least,
        )
        for this, that, least in RATIOS
    ]
    held.append(("start to first page, s", f"{seconds:.2f}", f"≤ {MOST_SECONDS}", seconds <= MOST_SECONDS))
    held.append(("worker's memory, MB", f"{sizes[0]:.0f}", f"≤ {MOST_MEGABYTES}", sizes[0] <= MOST_MEGABYTES))
    held.append(("… after every kind of page in three languages", f"{sizes[1]:.0f}", "", True))
    for what, found, wanted, holds in held:
        print(f"{what:<48}{found:>8}  {wanted:<8}{'' if holds else 'missed'}")
    sys.exit(0 if all(holds for *_, holds in held) else 1)


if __name__ == "__main__":
    main()
