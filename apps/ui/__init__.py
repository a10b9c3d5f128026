"""The view kit: guard, listings (page, CSV, JSON), components, charts, statuses."""
