"""Telling people: rows under the bell, mail as a job, digests, preferences."""
