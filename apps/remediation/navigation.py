"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, MORE, NavigationEntry

from .permissions import VIEW

ENTRIES.register(
    NavigationEntry(
        "Actions",
        "list-check",
        "remediation:list",
        3,
        MORE,
        VIEW,
        team_lists=("remediation:list",),
    )
)
