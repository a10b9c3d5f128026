"""Who may do what with the buckets of an AWS account, by its IAM and bucket policies.

Users and roles are listed with the policies of their own and, for users, of their groups; bucket
policies add whom they name. Everything is read with calls that list and get.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from apps.core import vault
from apps.core.encryption import DamagedFile
from apps.core.errors import DomainError
from apps.core.jobs import TryLater

from ..models import Source
from .aws_policies import Statement, rights_on, statements_of
from .entries import Cells, Problem

NOT_EVALUATED = (
    "Not evaluated: service control policies, permission boundaries, session policies, access "
    "control lists of buckets and objects, access points, keys of KMS, and statements with "
    "NotAction, NotResource or NotPrincipal. Each of these can give or take rights.",
    "Conditions are not evaluated: a right that hangs on one is listed, and says so as its reason.",
    "Who may take a role on is not followed; the role itself is listed. The last use is that of "
    "the account as a whole, not of a bucket.",
)
# Keys are sent to nobody without encryption, but to this machine.
_ENDPOINTS = ("https://", "http://127.0.0.1:")
_BUSY = {"Throttling", "ThrottlingException", "SlowDown", "RequestLimitExceeded"}


@dataclass(frozen=True, slots=True)
class Holder:
    """A user or role, with its statements by the group they come from ("" for its own)."""

    arn: str
    kind: str
    last_used: str
    statements: Mapping[str, tuple[Statement, ...]]


@dataclass(frozen=True, slots=True)
class Account:
    """What was read: who there is, and each bucket with the statements of its policy."""

    holders: tuple[Holder, ...]
    buckets: Mapping[str, tuple[Statement, ...]]


def checked_keys(text: str) -> dict[str, str]:
    """Key and secret on two lines, and on a third the address of a compatible service. Raises
    `DomainError` without repeating what was typed."""
    lines = text.split()
    if not 2 <= len(lines) <= 3 or (len(lines) == 3 and not lines[2].startswith(_ENDPOINTS)):
        raise DomainError(
            "Write the access key and its secret, with a blank between.", "wrong_keys", "secret"
        )
    kept = {"aws_access_key_id": lines[0], "aws_secret_access_key": lines[1]}
    return kept | ({"endpoint_url": lines[2]} if len(lines) == 3 else {})


def read_aws(source: Source) -> tuple[Iterator[tuple[int, Cells | Problem]], tuple[str, ...]]:
    """The rows of the account now, and what they leave open. Raises `TryLater` where AWS does not
    answer, and `DomainError` where it refuses."""
    try:
        keys = checked_keys(vault.decrypt_text(bytes(source.secret)))
    except DamagedFile:
        raise DomainError("The keys cannot be read any more. Type them again.") from None
    return rows_of(read_account(keys)), NOT_EVALUATED


def read_account(keys: Mapping[str, str]) -> Account:
    """Everything that is needed of the account."""
    patience = Config(connect_timeout=10, read_timeout=30, retries={"max_attempts": 3})
    given: dict[str, Any] = {"region_name": "us-east-1", "config": patience, **keys}
    try:
        iam, s3 = boto3.client("iam", **given), boto3.client("s3", **given)
        return Account(tuple(_holders(iam)), _buckets(s3))
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in _BUSY:
            raise TryLater("AWS is too busy to tell.") from None
        raise DomainError(f"AWS refused to tell ({code[:60]}).", code="refused") from None
    except BotoCoreError:
        raise TryLater("AWS does not answer.") from None


# ---- Reading ------------------------------------------------------------------------------------
def _holders(iam: Any) -> Iterator[Holder]:
    """One answer of AWS holds users, groups, roles and policies together."""
    pages = list(iam.get_paginator("get_account_authorization_details").paginate())
    managed = {
        policy["Arn"]: _in_force(policy) for page in pages for policy in page.get("Policies", ())
    }
    groups = {
        group["GroupName"]: _own(group, "GroupPolicyList", managed)
        for page in pages
        for group in page.get("GroupDetailList", ())
    }
    for page in pages:
        for user in page.get("UserDetailList", ()):
            held = {name: groups.get(name, ()) for name in user.get("GroupList", ())}
            own = {"": _own(user, "UserPolicyList", managed)}
            yield Holder(user["Arn"], "person", _last_use(iam, user["UserName"]), own | held)
        for role in page.get("RoleDetailList", ()):
            used = role.get("RoleLastUsed", {}).get("LastUsedDate")
            own = {"": _own(role, "RolePolicyList", managed)}
            yield Holder(role["Arn"], "service", used.isoformat() if used else "", own)


def _in_force(policy: Mapping[str, Any]) -> tuple[Statement, ...]:
    versions = policy.get("PolicyVersionList", ())
    current = [one["Document"] for one in versions if one.get("IsDefaultVersion")]
    return tuple(statement for document in current for statement in statements_of(document))


def _own(
    row: Mapping[str, Any], inline: str, managed: Mapping[str, tuple[Statement, ...]]
) -> tuple[Statement, ...]:
    told = [
        one for policy in row.get(inline, ()) for one in statements_of(policy["PolicyDocument"])
    ]
    for attached in row.get("AttachedManagedPolicies", ()):
        told += managed.get(attached["PolicyArn"], ())
    return tuple(told)


def _last_use(iam: Any, user: str) -> str:
    """When the password or any key of a user was used last."""
    moments = [iam.get_user(UserName=user)["User"].get("PasswordLastUsed")]
    for key in iam.list_access_keys(UserName=user)["AccessKeyMetadata"]:
        told = iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])
        moments.append(told["AccessKeyLastUsed"].get("LastUsedDate"))
    known = [moment for moment in moments if hasattr(moment, "isoformat")]
    return max(known).isoformat() if known else ""


def _buckets(s3: Any) -> dict[str, tuple[Statement, ...]]:
    return {
        row["Name"]: tuple(_policy(s3, row["Name"])) for row in s3.list_buckets().get("Buckets", ())
    }


def _policy(s3: Any, bucket: str) -> list[Statement]:
    try:
        return statements_of(json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"]))
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") == "NoSuchBucketPolicy":
            return []
        raise


# ---- Rows ---------------------------------------------------------------------------------------
def rows_of(account: Account) -> Iterator[tuple[int, Cells]]:
    """One row for each holder, bucket, right and way it comes by it."""
    told = [*_of_holders(account), *_of_bucket_policies(account)]
    yield from enumerate(told, start=1)


def _of_holders(account: Account) -> Iterator[Cells]:
    for holder in account.holders:
        every = [one for held in holder.statements.values() for one in held]
        for bucket, policy in account.buckets.items():
            about = [one for one in policy if not one.allows and _names(one, holder.arn)]
            denied = [one for one in (*every, *about) if not one.allows]
            for group, held in holder.statements.items():
                for right, hangs in rights_on(bucket, (*held, *denied)).items():
                    yield _cells(holder, bucket, right, group, hangs)


def _of_bucket_policies(account: Account) -> Iterator[Cells]:
    known = {holder.arn: holder for holder in account.holders}
    for bucket, policy in account.buckets.items():
        for name in sorted({name for one in policy if one.allows for name in one.principals}):
            holder = known.get(name, Holder(name, "external", "", {}))
            denied = [one for held in holder.statements.values() for one in held if not one.allows]
            about = [one for one in policy if _names(one, name)]
            for right, hangs in rights_on(bucket, (*about, *denied)).items():
                yield _cells(holder, bucket, right, "bucket policy", hangs)


def _names(one: Statement, arn: str) -> bool:
    return "*" in one.principals or arn in one.principals


def _cells(holder: Holder, bucket: str, right: str, group: str, hangs: bool) -> Cells:
    return {
        "principal": holder.arn.rpartition("/")[2] if holder.kind != "external" else holder.arn,
        "principal_kind": "member" if group and holder.kind == "person" else holder.kind,
        "group": group,
        "object": bucket,
        "object_kind": "dataset",
        "privilege": right,
        "why": "It hangs on a condition, which was not evaluated." if hangs else "",
        "last_used": holder.last_used,
    }
