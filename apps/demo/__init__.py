"""The demo organisation: a hospital group with three pipelines and two quarters of history.

Data and the order of events live here; every write goes through the services of the app it
belongs to, at the moment the story gives it.
"""
