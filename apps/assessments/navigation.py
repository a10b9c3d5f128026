"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, NavigationEntry

from .permissions import VIEW

ENTRIES.register(
    NavigationEntry(
        "Assessments",
        "clipboard-check",
        "assessments:list",
        order=30,
        permission=VIEW,
        team_lists=("assessments:list",),
    )
)
