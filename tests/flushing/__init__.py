"""Test-only application: lets tests that commit empty the tables again."""
