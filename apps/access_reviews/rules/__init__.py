"""The rules of access reviews, pure: arithmetic and decisions on dataclasses, without Django."""
