"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, MORE, NavigationEntry

from .permissions import VIEW

ENTRIES.register(NavigationEntry("Catalogue", "books", "catalogue:regimes", 40, MORE, VIEW))
