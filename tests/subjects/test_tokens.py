"""Secret links: good once or for a time, told to one, held as a hash."""

from datetime import timedelta

import pytest

from subjects.enums import TokenPurpose
from subjects.models import Token
from subjects.tokens import issue, look, use
from tests.subjects.requests import NOW, Office

CONFIRM, STATUS, DOWNLOAD = TokenPurpose.CONFIRM, TokenPurpose.STATUS, TokenPurpose.DOWNLOAD
A_DAY = timedelta(days=1)


def test_looking_uses_nothing_up_and_a_confirmation_is_used_once(office: Office) -> None:
    request = office.submitted()
    text = issue(request, CONFIRM, now=NOW, lasts=A_DAY)
    for _scanner in range(3):
        assert look(text, CONFIRM, now=NOW) == request
    assert use(text, CONFIRM, now=NOW) == request
    assert use(text, CONFIRM, now=NOW) is None
    assert look(text, CONFIRM, now=NOW) is None


def test_the_link_to_a_page_serves_until_it_expires(office: Office) -> None:
    request = office.entered()
    text = issue(request, STATUS, now=NOW, lasts=A_DAY)
    last = NOW + A_DAY - timedelta(seconds=1)
    assert [use(text, STATUS, now=at) for at in (NOW, last, NOW + A_DAY)] == [
        request,
        request,
        None,
    ]


@pytest.mark.parametrize("purpose", [STATUS, DOWNLOAD])
def test_a_link_opens_what_it_was_made_for(office: Office, purpose: TokenPurpose) -> None:
    text = issue(office.submitted(), CONFIRM, now=NOW, lasts=A_DAY)
    assert look(text, purpose, now=NOW) is None
    assert use(text, purpose, now=NOW) is None
    assert look(text, CONFIRM, now=NOW) is not None


@pytest.mark.parametrize("guess", ["", "0", "a" * 43, "ä", "'; --", "\x00", "a" * 100_000])
def test_guesses_open_nothing(office: Office, guess: str) -> None:
    issue(office.submitted(), CONFIRM, now=NOW, lasts=A_DAY)
    assert look(guess, CONFIRM, now=NOW) is None


def test_the_database_does_not_open_them(office: Office) -> None:
    request = office.submitted()
    texts = {issue(request, STATUS, now=NOW, lasts=A_DAY) for _number in range(20)}
    assert len(texts) == 20
    assert min(map(len, texts)) >= 43
    held = set(Token.objects.values_list("hash", flat=True))
    assert not texts & held
    assert all(look(one, STATUS, now=NOW) is None for one in held)
