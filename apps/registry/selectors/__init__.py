"""Reads of the registry: objects, what their facts say, where they come from, what they were."""
