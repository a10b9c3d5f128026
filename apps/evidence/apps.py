from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "apps.evidence"
    label = "evidence"

    def ready(self) -> None:
        from . import (  # noqa: F401 - importing registers them
            actions,
            home,
            navigation,
            notifications,
            schedule,
            statuses,
        )
