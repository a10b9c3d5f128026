"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, NavigationEntry

ENTRIES.register(NavigationEntry("Home", "home", "home:home", order=10))
