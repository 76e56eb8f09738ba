from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoutesConfig(AppConfig):
    name = "routes"
    verbose_name = _("Railway")

    def ready(self) -> None:
        # Models can be imported only once every app has loaded.
        from news.stamp import declare_stamp_triggers
        from routes.kinds import register_kinds

        register_kinds()
        declare_stamp_triggers(self.label)
