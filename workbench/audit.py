"""Asks the published advisories about every locked version. What could not be asked about is a failure, unless it is declared.

`make audit`; on a machine that reaches no advisories: `make audit UNAUDITED="no network"`.
"""

import json
import os
import subprocess
import sys
from typing import Any

from workbench.environment import ROOT, VENV

LOCKS = ["requirements.txt", "requirements-dev.txt"]


def report(lock: str) -> dict[str, Any]:
    command = [str(VENV / "bin" / "pip-audit"), "--requirement", lock, "--require-hashes", "--disable-pip"]
    options = ["--format", "json", "--progress-spinner", "off"]
    done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except json.JSONDecodeError:
        return {"dependencies": [{"name": lock, "skip_reason": done.stderr.strip()[-300:] or "no answer"}]}
    return found


def verdict(found: dict[str, Any], declared: str) -> tuple[bool, list[str]]:
    """(whether it may pass, lines to print). `declared`: why what could not be asked about may pass; "" for no reason."""
    holes = [
        f"{each['name']} {each['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for each in found["dependencies"]
        for hole in each.get("vulns", [])
    ]
    unasked = [each["name"] for each in found["dependencies"] if "skip_reason" in each]
    asked = len(found["dependencies"]) - len(unasked)
    lines = [*holes, f"asked about {asked}, holes: {len(holes)}"]
    if unasked:
        why = f"declared: {declared}" if declared else 'not declared (UNAUDITED="why" does)'
        lines.append(f"could not be asked about: {len(unasked)} ({', '.join(unasked[:5])}, …); {why}")
    return not holes and (not unasked or bool(declared)), lines


def main() -> None:
    passed = True
    for lock in LOCKS:
        may_pass, lines = verdict(report(lock), os.environ.get("UNAUDITED", ""))
        passed = passed and may_pass
        print(f"{lock}: " + "\n  ".join(lines))
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
