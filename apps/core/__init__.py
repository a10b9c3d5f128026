"""Access engine, clock, facts, hooks, jobs, keys, encryption; no tables."""
