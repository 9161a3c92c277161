"""The Finnish supervisory authority, put into a new database once; from then on it is data.

Source: the authority's own contact pages in the three languages, compared on `checked_on`.
"""

from datetime import date
from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed

OMBUDSMAN = {
    "name_fi": "Tietosuojavaltuutetun toimisto",
    "name_sv": "Dataombudsmannens byrå",
    "name_en": "Office of the Data Protection Ombudsman",
    "visiting_address_fi": "Lintulahdenkuja 4, 00530 Helsinki",
    "visiting_address_sv": "Fågelviksgränden 4, 00530 Helsingfors",
    "visiting_address_en": "Lintulahdenkuja 4, 00530 Helsinki",
    "postal_address_fi": "PL 800, 00531 Helsinki",
    "postal_address_sv": "PB 800, 00531 Helsingfors",
    "postal_address_en": "PL 800, 00531 Helsinki, Finland",  # so it writes itself
    "phone_fi": "029 566 6700",
    "phone_en": "+358 29 566 6700",
    "email": "tietosuoja@om.fi",
    "website_fi": "tietosuoja.fi",
    "website_sv": "tietosuoja.fi/sv",
    "website_en": "tietosuoja.fi/en",
    "checked_on": date(2026, 11, 22),
}
# What an earlier release put in otherwise: a row that says just that was edited by nobody.
EARLIER = {
    "postal_address_en": "P.O. Box 800, 00531 Helsinki, Finland",
    "checked_on": date(2026, 11, 21),
}


def add_ombudsman_after_migrate(app_config: AppConfig, using: str, **options: Any) -> None:
    """Add the authority where it is missing, correct our own; never change what was edited."""
    try:
        apps = options.get("apps", installed)  # `flush` sends none
        model = apps.get_model("register", "SupervisoryAuthority")
    except LookupError:
        return  # migrated back to a time before it
    if app_config.label == "register":
        rows = model.objects.using(using)
        rows.get_or_create(key="tsv", defaults=OMBUDSMAN)
        rows.filter(key="tsv", **{**OMBUDSMAN, **EARLIER}).update(**OMBUDSMAN)
