"""What the advisories said, and whether it may pass."""

from workbench.audit import verdict

SAFE = {"name": "django", "version": "5.2.19", "vulns": []}
HOLE = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.0"]}]}
UNASKED = {"name": "nh3", "skip_reason": "out of reach"}


def test_what_is_known_to_be_safe_passes():
    assert verdict({"dependencies": [SAFE]}, "") == (True, ["asked about 1, holes: 0"])


def test_a_hole_never_passes():
    may_pass, lines = verdict({"dependencies": [SAFE, HOLE]}, "whatever")
    assert (may_pass, lines[0]) == (False, "pillow 1.0: PYSEC-1, mended in 2.0")


def test_what_could_not_be_asked_about_passes_with_a_reason_alone():
    assert not verdict({"dependencies": [SAFE, UNASKED]}, "")[0]
    may_pass, lines = verdict({"dependencies": [SAFE, UNASKED]}, "no network")
    assert may_pass
    assert "nh3" in lines[-1]
    assert "no network" in lines[-1]
