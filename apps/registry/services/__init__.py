"""Writes of the registry. Each names the actor, checks the right, changes, records."""
