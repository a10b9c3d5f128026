"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, MORE, NavigationEntry

from .permissions import VIEW

ENTRIES.register(
    NavigationEntry("Trail", "link", "trail:events", 90, MORE, VIEW, team_lists=("trail:events",))
)
