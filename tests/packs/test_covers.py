"""The first page as a picture: for those who see the pack, once it is made."""

from __future__ import annotations

import io

from django.urls import reverse
from PIL import Image

from apps.assessments.models import Assessment
from apps.packs.building import covers
from apps.packs.models import Pack
from apps.packs.services import request_pack
from tests.cast import Cast


def test_the_cover_is_a_picture_of_an_upright_page(cast: Cast, final_pack: Pack) -> None:
    address = reverse("packs:cover", args=[final_pack.public_id])

    answer = cast.client(cast.aya).get(address)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    with Image.open(io.BytesIO(answer.content)) as picture:
        width, height = picture.size
        assert width == covers.WIDTH
        assert 1.38 < height / width < 1.45
        assert len(picture.convert("L").getcolors() or []) > 2


def test_the_page_of_the_pack_shows_it(cast: Cast, final_pack: Pack) -> None:
    page = cast.client(cast.lena).get(reverse("packs:pack", args=[final_pack.public_id]))

    assert reverse("packs:cover", args=[final_pack.public_id]) in page.content.decode()


def test_a_stranger_gets_none(cast: Cast, final_pack: Pack) -> None:
    covers.cover_of(cast.actor(cast.lena), final_pack.public_id)  # kept from now on

    answer = cast.client(cast.mallory).get(reverse("packs:cover", args=[final_pack.public_id]))

    assert answer.status_code == 404


def test_there_is_none_before_the_pack_is_made(cast: Cast, approved: Assessment) -> None:
    pack = request_pack(actor=cast.actor(cast.cora), assessment=approved)

    answer = cast.client(cast.cora).get(reverse("packs:cover", args=[pack.public_id]))

    assert answer.status_code == 400
