"""The files of docs/deploying/ are read by the programs they are for, and agree with the settings and commands they name."""

import re
import shlex
import shutil
import subprocess

import pytest
from django.conf import settings
from django.core.management import get_commands

from config.web.uploads import MOST_TOGETHER
from workbench.environment import ROOT

FOLDER = ROOT / "docs" / "deploying"
UNITS = sorted([*FOLDER.glob("*.service"), *FOLDER.glob("*.timer")])
# Debian keeps it out of the PATH of plain users.
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def test_every_setting_of_the_example_is_one_that_is_read_and_described():
    names = re.findall(r"^([A-Z_]+)=", (FOLDER / "chronicle.env.example").read_text(), re.MULTILINE)
    read = (ROOT / "config" / "settings.py").read_text()
    described = (ROOT / "docs" / "deploying.md").read_text()
    assert [name for name in names if f'"{name}"' not in read or f"`{name}`" not in described] == []


def test_the_example_trusts_what_nginx_sets():
    set_by = dict(re.findall(r"proxy_set_header (\S+) (\S+);", (FOLDER / "nginx.conf").read_text()))
    example = dict(
        re.findall(r"^([A-Z_]+)=(.*)$", (FOLDER / "chronicle.env.example").read_text(), re.MULTILINE)
    )
    assert set_by[example["PROXY_TLS_HEADER"]] == "$scheme"
    assert (example["TRUSTED_PROXIES"], set_by["X-Forwarded-For"]) == ("1", "$remote_addr")


@pytest.mark.parametrize("name", ["nginx.conf", "nginx-many.conf"])
def test_nginx_lets_through_what_the_site_takes(name):
    [megabytes] = re.findall(r"client_max_body_size (\d+)m;", (FOLDER / name).read_text())
    assert int(megabytes) * 1024**2 >= MOST_TOGETHER + settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_units_call_commands_that_are_there():
    called = re.findall(r"manage\.py (\w+)", "".join(unit.read_text() for unit in UNITS))
    assert called
    assert set(called) <= set(get_commands())


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_the_unit(unit, tmp_path):
    for each in UNITS:
        # Its programs and files are not on this machine; all else is read as it stands.
        text = re.sub(
            r"^(ExecStart=-?)\S+", rf"\1{shutil.which('true')}", each.read_text(), flags=re.MULTILINE
        )
        (tmp_path / each.name).write_text(text)
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in f"{done.stdout}{done.stderr}".splitlines() if "chronicle" in line]
    assert (done.returncode, said) == (0, [])


@pytest.mark.skipif(NGINX is None, reason="no nginx on this machine")
def test_nginx_understands_its_file(tmp_path):
    certificate, key = tmp_path / "fullchain.pem", tmp_path / "privkey.pem"
    openssl = f"openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=chronicle.example -keyout {key} -out {certificate}"
    subprocess.run(shlex.split(openssl), check=True, capture_output=True)
    site = (FOLDER / "nginx.conf").read_text()
    site = site.replace("/etc/letsencrypt/live/chronicle.example", str(tmp_path))
    site = site.replace("/var/log/nginx", str(tmp_path))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}} http {{ {site} }}")
    done = subprocess.run(
        [NGINX, "-t", "-q", "-p", str(tmp_path), "-c", str(whole)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
