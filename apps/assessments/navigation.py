"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, Entry

from .permissions import VIEW

ENTRIES.register(
    Entry(
        "Assessments",
        "clipboard-check",
        "assessments:list",
        order=30,
        permission=VIEW,
        team_lists=("assessments:list",),
    )
)
