"""Composition: what needs me today, and the search; shows what the apps register."""
