"""Business IDs: Government Decree 288/2001 s. 3."""

import pytest
from django.core.exceptions import ValidationError

from register.identifiers import validate_business_id


@pytest.mark.parametrize("value", ["1234567-1", "0000001-9", "0737546-2"])
def test_valid(value: str) -> None:
    validate_business_id(value)


@pytest.mark.parametrize(
    "value",
    [
        "1234567-8",  # the favourite placeholder
        "12345671",  # no hyphen
        "FI12345671",
        "1234567-",
        "123456-1",
        "1234567-1 ",
        "abcdefg-1",
        "1234567–1",  # a dash
        "٣234567-1",
        "",
    ],
)
def test_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        validate_business_id(value)
