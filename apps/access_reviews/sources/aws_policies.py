"""What AWS policies allow on buckets, as far as it can be told without AWS. Pure.

A policy is a list of statements. Here a statement gives a right on a bucket when it allows an
action that means one, on that bucket or what is in it; a deny that names the same takes it away.
What depends on conditions is listed as if they held, and said.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# One action stands for each of our rights: who may do it has the right.
RIGHTS: Mapping[str, tuple[str, ...]] = {
    "read": ("s3:GetObject",),
    "write": ("s3:PutObject", "s3:DeleteObject"),
    "administer": ("s3:PutBucketPolicy", "s3:PutBucketAcl", "s3:DeleteBucket"),
}
_ARN = "arn:aws:s3:::"
ANYBODY = "*"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: what it allows or denies, on which resources, to whom (of bucket policies)."""

    allows: bool
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    principals: tuple[str, ...] = ()
    conditional: bool = False
    inverted: bool = False


def statements_of(document: Any) -> list[Statement]:
    """The statements of a policy document; what is none gives nothing."""
    told = document.get("Statement", ()) if isinstance(document, dict) else ()
    return [_statement(one) for one in _many(told) if isinstance(one, dict)]


def _statement(one: Mapping[str, Any]) -> Statement:
    return Statement(
        allows=one.get("Effect") == "Allow",
        actions=tuple(map(str, _many(one.get("Action", ())))),
        resources=tuple(map(str, _many(one.get("Resource", ())))),
        principals=tuple(_principals(one.get("Principal"))),
        conditional=bool(one.get("Condition")),
        inverted=bool({"NotAction", "NotResource", "NotPrincipal"} & set(one)),
    )


def _many(value: Any) -> Collection[Any]:
    return value if isinstance(value, list | tuple) else (value,)


def _principals(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for named in value.values():
            yield from map(str, _many(named))
    elif value:
        yield str(value)


def rights_on(bucket: str, statements: Iterable[Statement]) -> dict[str, bool]:
    """The rights on a bucket, each with whether it hangs on a condition.

    A deny without conditions goes before every allow; one with conditions takes nothing away.
    """
    told = [one for one in statements if not one.inverted]
    rights: dict[str, bool] = {}
    for right, actions in RIGHTS.items():
        ways = [way for action in actions for way in _ways(bucket, action, told)]
        if ways:
            rights[right] = all(ways)
    return rights


def _ways(bucket: str, action: str, told: Iterable[Statement]) -> Iterator[bool]:
    fitting = [one for one in told if _covers(one, action, bucket)]
    if any(not one.allows and not one.conditional for one in fitting):
        return
    yield from (one.conditional for one in fitting if one.allows)


def _covers(one: Statement, action: str, bucket: str) -> bool:
    """Whether a statement is about this action on the bucket, or on anything in it."""
    named = any(fnmatch.fnmatchcase(action.lower(), asked.lower()) for asked in one.actions)
    on_bucket = "Bucket" in action
    about = [name for name in one.resources if _is_about(name, on_bucket)]
    if not one.allows and not on_bucket:
        about = [name for name in about if _is_whole(name)]
    return named and any(_reaches(name, bucket) for name in about)


def _is_about(resource: str, on_bucket: bool) -> bool:
    """A bucket is named without a slash, what is in it with one; a star stands for both."""
    inside = "/" in resource.removeprefix(_ARN)
    return not inside if on_bucket else inside or "*" in resource


def _is_whole(resource: str) -> bool:
    """A deny on a part of a bucket leaves the rest open."""
    return resource.endswith("*") and "/" not in resource.rstrip("/*")


def _reaches(resource: str, bucket: str) -> bool:
    if resource == "*":
        return True
    name = resource.removeprefix(_ARN).split("/", 1)[0]
    return resource.startswith(_ARN) and fnmatch.fnmatchcase(bucket, name)
