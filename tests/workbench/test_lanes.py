"""The closing summary counts what happened, and hides nothing."""

import pytest

from workbench import lanes
from workbench.counts import Counts, counts_of_report
from workbench.lanes import Outcome
from workbench.progress import CannotGoOnError


class TestCountsOfReport:
    def test_sums_the_suites(self, tmp_path):
        report = tmp_path / "report.xml"
        report.write_text(
            '<testsuites><testsuite tests="7" failures="1" errors="1" skipped="2"/>'
            '<testsuite tests="3" failures="0" errors="0" skipped="0"/></testsuites>'
        )
        assert counts_of_report(report) == Counts(passed=6, failed=2, skipped=2)

    def test_no_report_is_a_failure(self, tmp_path):
        assert counts_of_report(tmp_path / "report.xml") == Counts(failed=1)

    def test_a_report_without_tests_is_a_failure(self, tmp_path):
        (tmp_path / "report.xml").write_text('<testsuites><testsuite tests="0"/></testsuites>')
        assert counts_of_report(tmp_path / "report.xml") == Counts(failed=1)


class TestSummary:
    def test_a_line_a_lane_and_totals_last(self):
        outcomes = [
            Outcome("sqlite", Counts(5, 1, 2), 3.21),
            Outcome("browser", Counts(), 0.1, not_run="not installed; type:  sudo apt-get install chromium"),
        ]
        assert lanes.summary(outcomes).splitlines()[-4:] == [
            "  sqlite         3.2 s  5 passed, 1 failed, 2 skipped",
            "  browser        0.1 s  could not run: not installed; type:  sudo apt-get install chromium",
            "",
            "5 passed, 1 failed, 3 skipped",
        ]

    def test_a_lane_that_cannot_run_becomes_an_outcome(self, monkeypatch, capsys):
        def without_a_browser():
            raise CannotGoOnError("no browser here")

        monkeypatch.setitem(lanes.LANES, "browser", without_a_browser)
        outcome = lanes.outcome("browser")
        assert (outcome.counts, outcome.not_run) == (Counts(), "no browser here")

    def test_an_unknown_lane_is_refused(self, capsys):
        assert lanes.main(["sqlite", "oracle"]) == 2
        assert (
            capsys.readouterr().err
            == "No lane is called oracle; there are static, sqlite, postgresql, browser.\n"
        )


@pytest.mark.parametrize(
    ("in_ci", "outcome", "failed"),
    [
        (True, Outcome("a", Counts(passed=1), 1), False),
        (False, Outcome("a", Counts(passed=1, failed=1), 1), True),
        (True, Outcome("a", Counts(), 1, not_run="why"), True),
        (False, Outcome("a", Counts(), 1, not_run="why"), False),
    ],
)
def test_has_failed(monkeypatch, in_ci, outcome, failed):
    monkeypatch.setattr(lanes, "IN_CI", in_ci)
    assert lanes.has_failed([outcome]) is failed
