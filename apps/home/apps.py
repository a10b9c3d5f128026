from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "apps.home"
    label = "home"

    def ready(self) -> None:
        from . import navigation  # noqa: F401 - importing registers it
