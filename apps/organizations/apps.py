from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "apps.organizations"
    label = "organizations"

    def ready(self) -> None:
        from apps.core.facts import FACTS
        from apps.ui import guard
        from apps.ui.navigation import team_switch

        from . import actions, home, navigation, statuses  # noqa: F401 - importing registers them
        from .actors import actor_of_request
        from .entitlements import OWN_SOURCES
        from .fact_specs import ORGANIZATION_FACTS
        from .gates import second_factor_gate
        from .own_sources import MembershipSource, RoleSource

        FACTS.register(*ORGANIZATION_FACTS)
        OWN_SOURCES.register(RoleSource(), MembershipSource())
        guard.load_actor.register(actor_of_request)
        guard.gate.register(second_factor_gate)
        team_switch.register(navigation.team_switch)
