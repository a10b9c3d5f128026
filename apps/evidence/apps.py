from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "apps.evidence"
    label = "evidence"

    def ready(self) -> None:
        from apps.remediation.hooks import evidence_of

        from . import (  # noqa: F401 - importing registers them
            actions,
            home,
            navigation,
            notifications,
            schedule,
            search,
            statuses,
        )
        from .selectors import evidence_to_close_with

        evidence_of.register(evidence_to_close_with)
