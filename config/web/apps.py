from django.apps import AppConfig
from django.db.models.signals import post_migrate

from config.web.triggers import install


class WebConfig(AppConfig):
    name = "config.web"
    label = "web"

    def ready(self) -> None:
        post_migrate.connect(install, dispatch_uid="install_triggers")
