"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, NavigationEntry

from .permissions import VIEW

ENTRIES.register(
    NavigationEntry(
        "Packs",
        "file-certificate",
        "packs:list",
        order=80,
        permission=VIEW,
        team_lists=("packs:list",),
    )
)
