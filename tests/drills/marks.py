"""What a drill found, beside what it must find."""

from dataclasses import dataclass

ROW = "  {:<70}{:>16}{:>16}   {}"


@dataclass(frozen=True)
class Mark:
    what: str
    measured: str
    wanted: str
    passed: bool

    def __str__(self):
        return ROW.format(self.what, self.measured, self.wanted, "passed" if self.passed else "FAILED")


def none(what, found):
    """Nothing of the kind may be there; a few of those that are follow the line."""
    examples = f": {', '.join(map(str, found[:3]))}" if found else ""
    return Mark(f"{what}{examples}", str(len(found)), "0", not found)


def at_least(what, measured, wanted):
    return Mark(what, f"{measured}", f">= {wanted}", measured >= wanted)


def within(what, seconds, wanted):
    return Mark(what, f"{seconds * 1000:.0f} ms", f"<= {wanted * 1000:.0f} ms", seconds <= wanted)


def true(what, is_so, said=""):
    return Mark(what, said or ("yes" if is_so else "no"), "yes", bool(is_so))


def table(title, marks):
    head = ROW.format("", "measured", "wanted", "")
    return "\n".join([f"\n== drill: {title} ".ljust(110, "="), head, *map(str, marks)])
