"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, MORE, Entry

from .permissions import VIEW

ENTRIES.register(Entry("Catalogue", "books", "catalogue:regimes", 40, MORE, VIEW))
