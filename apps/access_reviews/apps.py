from django.apps import AppConfig


class AccessReviewsConfig(AppConfig):
    name = "apps.access_reviews"
    label = "access_reviews"

    def ready(self) -> None:
        from apps.core.jobs import job_failed
        from apps.organizations import hooks as of_people
        from apps.registry import hooks as of_objects
        from apps.ui.navigation import OfferedTab

        from . import (  # noqa: F401 - importing registers them
            actions,
            home,
            navigation,
            notifications,
            permissions,
            schedule,
            search,
            statuses,
        )
        from .entitlements.selectors import access_left
        from .listeners import tell_held_up
        from .permissions import VIEW_ACCESS

        address = "access_reviews:{kind}_reach"
        of_objects.OBJECT_TABS.register(
            OfferedTab("reach", "Who can reach this", address, VIEW_ACCESS)
        )
        of_people.PERSON_TABS.register(
            OfferedTab("reach", "What they can reach", address, VIEW_ACCESS)
        )
        of_people.access_left.register(access_left)
        job_failed.register(tell_held_up)
