from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoutesConfig(AppConfig):
    name = "routes"
    verbose_name = _("Railway")

    def ready(self) -> None:
        # Models can be imported only once every app has loaded.
        from news.agreements.delivery import register_steps
        from news.stamp import declare_stamp_triggers
        from news.timeline_rows import tell_of_agreements
        from routes.delivery import steps_of
        from routes.fixture_tables import register_tables
        from routes.kinds import register_kinds
        from routes.timeline_rows import index_routes_of

        register_kinds()
        register_tables()
        register_steps(steps_of)
        tell_of_agreements(index_routes_of)
        declare_stamp_triggers(self.label)
