from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "apps.home"
    label = "home"

    def ready(self) -> None:
        from . import navigation, notifications  # noqa: F401 - importing registers them
        from .listeners import connect

        connect()
