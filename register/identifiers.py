"""Finnish business identifiers, checked by python-stdnum."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.fi import ytunnus


def validate_business_id(value: str) -> None:
    """Raises ValidationError unless `value` is a Y-tunnus as written, such as "1234567-1".

    Source: Government Decree 288/2001 s. 3 (seven digits, a hyphen, a check digit).
    """
    try:
        compact = ytunnus.validate(value)
    except StdnumError as fault:
        raise ValidationError(
            _("%(value)s is not a valid Business ID: the check digit does not match.")
            % {"value": value}
        ) from fault
    if value != f"{compact[:7]}-{compact[7]}":
        raise ValidationError(
            _("Write the Business ID with seven digits and a hyphen: %(written)s.")
            % {"written": f"{compact[:7]}-{compact[7]}"}
        )
