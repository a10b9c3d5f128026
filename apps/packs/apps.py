from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "apps.packs"
    label = "packs"

    def ready(self) -> None:
        from apps.assessments.hooks import packs_of
        from apps.core.jobs import job_failed

        from . import (  # noqa: F401 - importing registers them
            actions,
            home,
            navigation,
            notifications,
            statuses,
        )
        from .assessment_packs import pack_lines
        from .listeners import tell_of_failure

        packs_of.register(pack_lines)
        job_failed.register(tell_of_failure)
