"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, Entry

ENTRIES.register(Entry("Home", "home", "home:home", order=10))
