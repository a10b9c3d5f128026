"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, NavigationEntry

from .permissions import VIEW

ENTRIES.register(
    NavigationEntry(
        "Registry",
        "stack-2",
        "registry:pipelines",
        order=20,
        permission=VIEW,
        team_lists=("registry:pipelines", "registry:datasets", "registry:models"),
    )
)
