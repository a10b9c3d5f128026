from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "apps.packs"
    label = "packs"

    def ready(self) -> None:
        from apps.assessments.hooks import provide_packs
        from apps.ui.navigation import register_entry

        from .assessment_packs import pack_lines
        from .permissions import VIEW

        provide_packs(pack_lines)
        register_entry(
            "Packs", icon="file-certificate", url_name="packs:list", order=80, permission=VIEW
        )
