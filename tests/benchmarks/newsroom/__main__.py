"""`python -m tests.benchmarks.newsroom --database sqlite:////tmp/newsroom.sqlite3 --articles 100000 --audit 1000000`

Fills an empty database with the site's content and a sample newsroom. The same seed makes the same newsroom.
"""

import argparse
import os
import sys
import tempfile

from workbench.environment import ROOT


def read_arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.newsroom", description=__doc__)
    parser.add_argument("--database", required=True, help="as DATABASE_URL; it is migrated first")
    parser.add_argument(
        "--articles", type=int, default=100_000, help="three versions each (default: 100,000)"
    )
    parser.add_argument(
        "--audit", type=int, default=1_000_000, help="entries of the audit (default: 1,000,000)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--once", action="store_true", help="leave a database alone that is filled already")
    return parser.parse_args()


def main():
    chosen = read_arguments()
    if chosen.articles < 30:
        sys.exit("At least 30 articles: every kind of history occurs once.")
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= settings_for(chosen.database, folder)
        import django  # noqa: PLC0415 the settings exist only now

        django.setup()
        load_and_fill(chosen)


def settings_for(database, folder):
    return {
        "DATABASE_URL": database,
        "MEDIA_ROOT": f"{folder}/media",
        "STATIC_ROOT": f"{folder}/static",
        "SECRET_KEY": "known to everybody who reads the tests, and used by nothing else",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "DEBUG": "0",
        "HTTPS_ONLY": "0",
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


def load_and_fill(chosen):
    from django.core.management import call_command  # noqa: PLC0415 after django.setup()
    from django.db import connection  # noqa: PLC0415

    from tests.benchmarks.newsroom.filling import Size, fill, is_filled  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if is_filled():
        if chosen.once:
            return
        sys.exit("This database holds a sample newsroom already; name an empty one.")
    fixtures = ROOT / "fixtures"
    call_command("loaddata", *sorted(fixtures.glob("*.json")), *sorted(fixtures.glob("sample/*.json")))
    fill(Size(chosen.articles, chosen.audit), seed=chosen.seed, say=lambda line: print(line, flush=True))
    if connection.vendor == "postgresql":
        # A running server does this by itself within a minute.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
