from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "apps.evidence"
    label = "evidence"

    def ready(self) -> None:
        from apps.ui.navigation import register_entry

        from .permissions import VIEW

        register_entry(
            "Evidence",
            icon="paperclip",
            url_name="evidence:list",
            order=5,
            group="more",
            permission=VIEW,
        )
