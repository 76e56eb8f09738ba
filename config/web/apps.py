from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from config.web import queries
from config.web.sqlite_dates import read_dates_once
from config.web.sqlite_queries import rewrite_queries_once
from config.web.thread_values import keep_by_thread
from config.web.triggers import drop_before_migrations, install
from config.web.words import keep_words


class WebConfig(AppConfig):
    name = "config.web"
    label = "web"

    def ready(self) -> None:
        keep_by_thread()
        read_dates_once()
        rewrite_queries_once()
        if not settings.DEBUG:
            keep_words()
        connection_created.connect(queries.watch, dispatch_uid="watch_queries")
        pre_migrate.connect(drop_before_migrations, dispatch_uid="drop_triggers")
        post_migrate.connect(install, dispatch_uid="install_triggers")
