"""Forms of the registry: parsing only; rules live in services."""
