from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "apps.assessments"
    label = "assessments"

    def ready(self) -> None:
        from apps.registry.hooks import Action, offer_action
        from apps.ui.navigation import register_entry

        from .listeners import connect
        from .permissions import START, VIEW

        connect()
        offer_action(Action("pipeline", "Assess", "clipboard-check", "assessments:start", START))
        register_entry(
            "Assessments",
            icon="clipboard-check",
            url_name="assessments:list",
            order=30,
            permission=VIEW,
        )
