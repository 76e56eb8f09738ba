from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    default = True
    name = "news"
    verbose_name = _("News and agreements")

    def ready(self) -> None:
        # Models can be imported only once every app has loaded.
        from config.web.compiled import KNOWN
        from news import overdue, stamp
        from news.indexing import connect_signals
        from news.news_kinds import register_kinds
        from news.pictures import keeping
        from news.search.opensearch import mirror
        from news.signing_in import lock_out, sessions
        from news.syncing.news_tables import register_tables
        from news.thing_cards import site_card

        register_kinds()
        register_tables()
        connect_signals()
        keeping.connect_signals()
        mirror.connect_signals()
        lock_out.connect_signals()
        sessions.connect_signals()
        stamp.connect_signals()
        overdue.register()
        KNOWN[site_card.__name__] = site_card
        stamp.declare_stamp_triggers(self.label)


class DeskConfig(admin.AdminConfig):
    """Django's admin, with the desk as its front page."""

    default = False
    default_site = "news.desk.Desk"
