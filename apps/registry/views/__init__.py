"""Pages of the registry: load, call, answer."""
