from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "apps.organizations"
    label = "organizations"

    def ready(self) -> None:
        from apps.core.facts import register_facts
        from apps.ui.guard import add_gate, set_actor_loader

        from . import navigation
        from .actors import actor_of_request
        from .facts import ORGANIZATION_FACTS
        from .gates import second_factor_gate

        register_facts(ORGANIZATION_FACTS)
        set_actor_loader(actor_of_request)
        add_gate(second_factor_gate)
        navigation.register()
