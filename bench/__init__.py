"""Measurements that anybody can repeat: `make bench`, figures as JSON."""
