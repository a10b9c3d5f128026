from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "apps.assessments"
    label = "assessments"

    def ready(self) -> None:
        from . import (  # noqa: F401 - importing registers them
            actions,
            home,
            navigation,
            notifications,
            schedule,
            search,
            statuses,
        )
        from .listeners import connect

        connect()
