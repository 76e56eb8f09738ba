from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("News and agreements")

    def ready(self) -> None:
        # Models can be imported only once every app has loaded.
        from news.stamp import declare_stamp_triggers

        declare_stamp_triggers(self.label)
