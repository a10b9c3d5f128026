from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "apps.packs"
    label = "packs"

    def ready(self) -> None:
        from apps.assessments.hooks import packs_of

        from . import actions, home, navigation  # noqa: F401 - importing registers them
        from .assessment_packs import pack_lines

        packs_of.register(pack_lines)
