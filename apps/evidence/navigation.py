"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, MORE, NavigationEntry

from .permissions import VIEW

ENTRIES.register(NavigationEntry("Evidence", "paperclip", "evidence:list", 5, MORE, VIEW))
