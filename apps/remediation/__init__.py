"""Findings and actions of all apps in one table: what is wrong, and what is to be done."""
