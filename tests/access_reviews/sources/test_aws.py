"""Rights on buckets by AWS policies: the arithmetic, and an account of moto's server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from apps.access_reviews.models import Entitlement
from apps.access_reviews.sources.aws import checked_keys, read_account
from apps.access_reviews.sources.aws_policies import rights_on, statements_of
from apps.access_reviews.sources.services import confirm_load, try_load
from apps.core.errors import DomainError
from apps.core.jobs import TryLater
from tests.cast import Cast
from tests.factories.access_sources import done, make_source
from tests.factories.registry import make_dataset

BUCKET, INSIDE = "arn:aws:s3:::loans-raw", "arn:aws:s3:::loans-raw/*"


def statement(action: Any, resource: Any = INSIDE, effect: str = "Allow", **more: Any) -> Any:
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


def rights(*told: Any) -> dict[str, bool]:
    return rights_on("loans-raw", statements_of({"Statement": list(told)}))


EVERYTHING = {"read": False, "write": False, "administer": False}
CASES: list[tuple[list[Any], dict[str, bool]]] = [
    ([statement("s3:GetObject")], {"read": False}),
    ([statement("s3:getobject*", "arn:aws:s3:::loans-*/2026/*")], {"read": False}),
    ([statement(["s3:Put*"], "*")], {"write": False, "administer": False}),
    ([statement("*", "*")], {"read": False, "write": False, "administer": False}),
    ([statement("s3:GetObject", "arn:aws:s3:::other/*")], {}),
    ([statement("s3:ListBucket", BUCKET)], {}),
    ([statement("s3:GetObject", BUCKET)], {}),
    ([statement("s3:*", [BUCKET, INSIDE]), statement("s3:Put*", BUCKET, "Deny")], EVERYTHING),
    ([statement("s3:*", BUCKET), statement("s3:*", BUCKET, "Deny")], {}),
    ([statement("s3:GetObject"), statement("s3:*", "*", "Deny")], {}),
    (
        [statement("s3:GetObject"), statement("s3:Get*", f"{BUCKET}/secret/*", "Deny")],
        {"read": False},
    ),
    ([statement("s3:GetObject", Condition={"Bool": {}})], {"read": True}),
    (
        [statement("s3:GetObject"), statement("s3:*", "*", "Deny", Condition={"Bool": {}})],
        {"read": False},
    ),
    ([{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}], {}),
    (["nonsense"], {}),
]


@pytest.mark.parametrize(("told", "expected"), CASES)
def test_what_statements_give(told: list[Any], expected: dict[str, bool]) -> None:
    assert rights(*told) == expected


@pytest.mark.parametrize("text", ["", "one", "a b c", "a b http://evil.example/", "a b c d"])
def test_keys_are_two_words(text: str) -> None:
    with pytest.raises(DomainError):
        checked_keys(text)


def test_a_service_that_is_silent_is_tried_later() -> None:
    keys = checked_keys("key secret http://127.0.0.1:1")
    with pytest.raises(TryLater):
        read_account(keys)


# ---- A server -----------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def secret(address: str) -> str:
    """The keys of an account in which Sam reads by a group, a role writes, and a partner reads."""
    secret = f"key secret {address}"
    given: dict[str, Any] = {"region_name": "us-east-1", **checked_keys(secret)}
    iam, s3 = boto3.client("iam", **given), boto3.client("s3", **given)
    s3.create_bucket(Bucket="loans-raw")
    partner = {"AWS": "arn:aws:iam::999999999999:root"}
    policy = {"Statement": [statement("s3:GetObject", Principal=partner)]}
    s3.put_bucket_policy(Bucket="loans-raw", Policy=json.dumps(policy))
    read = json.dumps({"Version": "2012-10-17", "Statement": [statement("s3:GetObject")]})
    kept = iam.create_policy(PolicyName="read-loans", PolicyDocument=read)["Policy"]["Arn"]
    iam.create_group(GroupName="analysts")
    iam.attach_group_policy(GroupName="analysts", PolicyArn=kept)
    iam.create_user(UserName="sam@example.org")
    iam.add_user_to_group(GroupName="analysts", UserName="sam@example.org")
    write = json.dumps({"Version": "2012-10-17", "Statement": [statement("s3:PutObject")]})
    iam.create_role(RoleName="etl", AssumeRolePolicyDocument=write)
    iam.put_role_policy(RoleName="etl", PolicyName="write", PolicyDocument=write)
    return secret


def test_an_account_is_read_with_its_groups_and_bucket_policies(cast: Cast, secret: str) -> None:
    make_dataset(cast.risk_models, "Loans")
    actor = cast.actor(cast.cora)
    source = make_source(actor, kind="aws", secret=secret, objects="loans-raw = Loans")

    trial = done(try_load(actor=actor, source=source))
    assert trial.error == "" and "service control policies" in trial.notes[0]
    done(confirm_load(actor=actor, load=trial))

    told = Entitlement.objects.values_list("principal", "via_group", "privilege", "principal_kind")
    assert set(told) == {
        ("sam@example.org", "analysts", "read", "member"),
        ("etl", "", "write", "service"),
        ("arn:aws:iam::999999999999:root", "bucket policy", "read", "external"),
    }
    assert Entitlement.objects.get(user=cast.sam).object_pk > 0
