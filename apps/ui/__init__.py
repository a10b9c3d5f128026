"""The view kit: guard, listings (page, CSV, JSON from one declaration), components, charts, statuses."""
