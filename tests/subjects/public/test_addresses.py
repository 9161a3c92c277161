"""What stands at the addresses of requests, whichever way one comes to them."""

import re

import pytest

from register.models import RegisterController
from subjects.models import Message
from subjects.public.forms import NewLinkForm
from tests.subjects.public.conftest import Door, confirm_address, text_of

SECRET_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def alternates(answer: object) -> list[str]:
    page = answer.content.decode()  # type: ignore[attr-defined]
    return re.findall(r'<a href="(/(?:fi|sv|en)/[^"]*)" hreflang', page)


def test_a_form_of_nobodys_register_is_no_page(door: Door) -> None:
    RegisterController.objects.all().delete()
    for answer in (door.client.get(door.address()), door.fill()):
        assert answer.status_code == 404
        assert "sähköpostitse, postitse tai puhelimitse" in text_of(answer)


def test_after_a_refusal_the_languages_lead_to_the_page(door: Door) -> None:
    _request, own = door.confirmed()
    answer = door.client.post(f"{own}viesti/", {"body": ""})
    assert answer.status_code == 422
    found = alternates(answer)
    assert len(found) == 2
    for address in found:
        assert door.client.get(address).status_code == 200
    assert not any("viesti" in address for address in found)


@pytest.mark.parametrize("below", ["viesti/", "tunnistus/vahva/"])
def test_where_only_a_form_goes_a_look_leads_back(door: Door, below: str) -> None:
    _request, own = door.confirmed()
    answer = door.client.get(f"{own}{below}")
    assert answer.status_code == 303
    assert door.client.get(answer["Location"]).status_code == 200


def test_whatever_is_answered_at_a_secret_address_is_kept_secret(door: Door) -> None:
    request = door.asked()
    confirm = confirm_address(request)
    own = door.client.post(confirm)["Location"].split("?")[0]
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    answers = {
        "other method": door.client.delete(own),
        "other method, confirming": door.client.put(confirm),
        "of another site": door.client.post(f"{own}viesti/", headers=elsewhere),
        "withdrawing": door.client.post(f"{own}peru/", headers=elsewhere),
        "identifying": door.client.post(f"{own}tunnistus/", headers=elsewhere),
        "without its last sign": door.client.get(own.rstrip("/")),
        "nothing": door.client.get(f"{own}kirje/999/"),
    }
    statuses = {name: answer.status_code for name, answer in answers.items()}
    assert list(statuses.values()) == [405, 405, 403, 403, 403, 302, 404]
    for answer in answers.values():
        assert {name: answer[name] for name in SECRET_HEADERS} == SECRET_HEADERS


def test_a_link_without_its_last_sign_leads_to_the_page(door: Door) -> None:
    request = door.asked()
    confirm = confirm_address(request)
    answer = door.client.get(confirm.rstrip("/"))
    assert answer["Location"] == confirm


@pytest.mark.parametrize(
    "written", ["P-7K3M-Q9XZ", "p7k3mq9xz", " P 7K3M Q9XZ ", "P–7K3M–Q9XZ.", "(p-7k3m-q9xz)"]
)
def test_a_reference_is_known_however_it_is_typed(written: str) -> None:
    form = NewLinkForm({"reference": written, "email": "a@satumaa.example"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["reference"] == "P-7K3M-Q9XZ"


def test_behind_a_secret_link_no_trap_swallows_a_message(door: Door) -> None:
    """A password manager may fill a field that nobody sees."""
    _request, own = door.confirmed()
    assert 'name="remarks"' not in door.client.get(own).content.decode()
    door.client.post(f"{own}viesti/", {"body": "Hei!", "remarks": "täytetty"})
    assert Message.objects.get().body == "Hei!"
