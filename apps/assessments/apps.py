from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "apps.assessments"
    label = "assessments"

    def ready(self) -> None:
        from . import navigation  # noqa: F401 - importing registers it
        from .listeners import connect

        connect()
