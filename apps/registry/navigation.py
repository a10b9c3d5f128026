"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, Entry

from .permissions import VIEW

ENTRIES.register(
    Entry(
        "Registry",
        "stack-2",
        "registry:pipelines",
        order=20,
        permission=VIEW,
        team_lists=("registry:pipelines", "registry:datasets", "registry:models"),
    )
)
