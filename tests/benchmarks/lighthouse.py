"""What Lighthouse gives the pages that readers meet first, as a phone on a slow network sees them.

`python -m tests.benchmarks.lighthouse` serves the site, asks about each page several times and prints the best run of each:
other work on the machine only ever takes from a score. It fails where that is under 100. `--runs 5`, `--language be`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from tests.page_kinds import PAGE_KINDS
from tests.served_site import prepare, served, settings_in
from workbench import chromium, node_packages

PAGES = ("home", "article_detail", "agreement_detail", "route_detail", "search")
# Pages of results stay out of indexes on purpose; the page that asks for words does not.
ADDRESSES = {name: PAGE_KINDS[name] for name in PAGES} | {"search, no words": "search/"}
SKIPPED = {"search": ["--skip-audits=is-crawlable"]}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
)
ROW = "{:<18}{:>6}{:>6}{:>6}{:>6}{:>9}{:>9}{:>9}{:>9}{:>12}"
ENOUGH = 100


def report(lighthouse, address, *options):
    """One run: Lighthouse's own report, https://github.com/GoogleChrome/lighthouse/blob/main/docs/understanding-results.md."""
    flags = ["--headless=new", *chromium.ARGUMENTS]
    command = [
        lighthouse,
        address,
        "--quiet",
        "--output=json",
        f"--chrome-flags={' '.join(map(quoted, flags))}",
        *options,
    ]
    done = subprocess.run(
        command,
        env=os.environ | {"CHROME_PATH": chromium.ensure()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"{address}:\n{done.stderr}")
    return json.loads(done.stdout)


def quoted(flag):
    return f'"{flag}"' if " " in flag else flag


def scores(told):
    return [round(told["categories"][each]["score"] * 100) for each in CATEGORIES]


def failed_audits(told):
    """What costs points: an audit with a weight that is not passed."""
    weighed = {
        each["id"]
        for name in CATEGORIES[1:]
        for each in told["categories"][name]["auditRefs"]
        if each["weight"]
    }
    return sorted(name for name in weighed if told["audits"][name]["score"] not in (None, 1))


def line(name, told):
    values = [told["audits"][each]["numericValue"] for each in TIMES]
    times = [*(f"{each:.0f}" for each in values[:3]), f"{values[3]:.3f}"]
    return ROW.format(name, *scores(told), *times, f"{told['environment']['benchmarkIndex']:.0f}")


def measured(lighthouse, site, language, runs):
    """Page -> its best report."""
    for name, path in ADDRESSES.items():
        address = f"{site.address}/{language}/{path}"
        urllib.request.urlopen(address).close()  # a page that somebody has read before
        reports = [report(lighthouse, address, *SKIPPED.get(name, ())) for _ in range(runs)]
        yield name, max(reports, key=scores)


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.lighthouse", description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--language", default="en")
    chosen = parser.parse_args()
    lighthouse = node_packages.ensure("lighthouse") / ".bin" / "lighthouse"
    print(
        ROW.format(
            "best of each", "perf", "a11y", "best", "seo", "FCP ms", "LCP ms", "TBT ms", "CLS", "machine"
        )
    )
    enough = True
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        with served(settings_in(folder)) as site:
            for name, told in measured(lighthouse, site, chosen.language, chosen.runs):
                print(line(name, told), *failed_audits(told), flush=True)
                enough = enough and min(scores(told)) >= ENOUGH
    sys.exit(not enough)


if __name__ == "__main__":
    main()
