"""What this app brings to the navigation."""

from apps.ui.navigation import ENTRIES, MORE, Entry

from .permissions import VIEW

ENTRIES.register(Entry("Evidence", "paperclip", "evidence:list", 5, MORE, VIEW))
