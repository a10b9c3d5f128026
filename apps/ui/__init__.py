"""The view kit: guard, lists, components, charts, statuses."""
