from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "apps.ui"
    label = "ui"

    def ready(self) -> None:
        from . import checks  # noqa: F401 - importing registers it
