"""The tests' own PostgreSQL leaves nothing behind."""

from pathlib import Path

import psycopg
import pytest

from workbench import postgresql


@pytest.mark.skipif(postgresql.find() is None, reason="no PostgreSQL on this machine")
def test_a_cluster_is_empty_private_and_gone_afterwards():
    with postgresql.running_cluster(postgresql.ensure()) as url:
        folder = Path(url.partition("host=")[2])
        with psycopg.connect(url) as connection:
            ports = connection.execute("SHOW listen_addresses").fetchone()
            tables = connection.execute("SELECT count(*) FROM pg_stat_user_tables").fetchone()
        assert (ports, tables, folder.is_dir()) == (("",), (0,), True)
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
