"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, NavigationEntry

from .permissions import VIEW

ENTRIES.register(
    NavigationEntry(
        "Access reviews",
        "user-shield",
        "access_reviews:list",
        order=40,
        permission=VIEW,
        team_lists=("access_reviews:list",),
    )
)
