"""Settings as people type them: an empty one is not set, one that means nothing stops the start in words."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

READ = {
    "HTTPS_ONLY": lambda name: environment.yes(name, default=True),
    "TRUSTED_PROXIES": lambda name: environment.whole(name, default=1),
    "READY_SECONDS": lambda name: environment.number(name, default=2),
    "LOG_LEVEL": environment.level,
    "ALLOWED_HOSTS": lambda name: environment.names(name, default=["localhost"]),
    "SITE_URL": environment.address,
    "DATABASE_URL": lambda name: environment.database(name).get("NAME"),
}


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("HTTPS_ONLY", "", True),
        ("HTTPS_ONLY", "Off", False),
        ("HTTPS_ONLY", " yes ", True),
        ("TRUSTED_PROXIES", "", 1),
        ("TRUSTED_PROXIES", "0", 0),
        ("READY_SECONDS", "0.5", 0.5),
        ("LOG_LEVEL", "warning", "WARNING"),
        ("ALLOWED_HOSTS", "", ["localhost"]),
        ("ALLOWED_HOSTS", "a.example, b.example,", ["a.example", "b.example"]),
        ("SITE_URL", "https://chronicle.example/", "https://chronicle.example"),
        ("SITE_URL", "", ""),
        ("DATABASE_URL", "", None),
        ("DATABASE_URL", "sqlite:////var/lib/site.sqlite3", "/var/lib/site.sqlite3"),
        ("DATABASE_URL", "postgres://a:p%23w@host/name", "name"),
    ],
)
def test_what_is_meant(monkeypatch, name, typed, meant):
    monkeypatch.setenv(name, typed)
    assert READ[name](name) == meant


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("HTTPS_ONLY", "enabled"),
        ("TRUSTED_PROXIES", "one"),
        ("READY_SECONDS", "soon"),
        ("LOG_LEVEL", "LOUD"),
        ("SITE_URL", "chronicle.example"),
        *(
            ("DATABASE_URL", url)
            for url in ("hello", "mysql://secret@h/x", "postgres://h", "postgres://a:b@h:c/x")
        ),
    ],
)
def test_what_means_nothing(monkeypatch, name, typed):
    monkeypatch.setenv(name, typed)
    with pytest.raises(ImproperlyConfigured, match=f"^{name} has to be ") as refused:
        READ[name](name)
    assert "secret" not in str(refused.value)


def test_a_folder_that_a_command_may_not_write_to_is_left_to_the_service(monkeypatch, tmp_path):
    """Units of systemd share their settings: the backup sees the workers' folder, and may not write there."""
    for typed, meant in [
        ("", ""),
        (tmp_path / "new" / "one", tmp_path / "new" / "one"),
        ("/proc/none/of/it", ""),
    ]:
        monkeypatch.setenv("METRICS_FOLDER", str(typed))
        assert environment.folder("METRICS_FOLDER") == str(meant)
    monkeypatch.setattr("os.access", lambda path, mode: False)
    monkeypatch.setenv("METRICS_FOLDER", str(tmp_path))
    assert environment.folder("METRICS_FOLDER") == ""
