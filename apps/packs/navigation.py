"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, Entry

from .permissions import VIEW

ENTRIES.register(
    Entry(
        "Packs",
        "file-certificate",
        "packs:list",
        order=80,
        permission=VIEW,
        team_lists=("packs:list",),
    )
)
