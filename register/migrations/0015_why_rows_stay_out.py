"""Addresses under a security ban, among the reasons for which a row of a file stays out."""

import register.models.base
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0014_journal_against_replace"),
    ]

    operations = [
        migrations.AlterField(
            model_name="importfault",
            name="reason",
            field=register.models.base.Choice(
                choices=[
                    ("too_many_cells", "more cells than the first row has headings"),
                    ("too_long", "too long"),
                    ("line_break", "a line break inside the cell"),
                    ("control", "a character that cannot be stored, such as a control code"),
                    ("cell_fault", "the spreadsheet shows a fault instead of a value"),
                    ("no_result", "a formula without its result: open and save the file again"),
                    ("email", "not an e-mail address, such as nimi@esimerkki.fi"),
                    ("phone", "not a phone number"),
                    ("website", "not a web address"),
                    ("day", "not a day, such as 1.9.2026"),
                    ("short_year", "the year needs four digits, such as 1.9.2026"),
                    ("no_such_day", "there is no such day"),
                    ("future", "a day in the future"),
                    ("yes_or_no", "neither yes nor no"),
                    ("language", "not Finnish, Swedish or English"),
                    ("relationship", "not a relationship, such as “customer” or “former customer”"),
                    ("name", "cannot be told apart into family name and given names"),
                    ("postal_code", "a Finnish postal code has five digits"),
                    ("country", "not a country that is known"),
                    ("address", "an address needs street, postal code and town"),
                    ("business_id", "not a valid Business ID"),
                    ("no_organisation", "a Business ID without the organisation's name"),
                    ("identity_code", "not a valid personal identity code"),
                    ("nobody", "neither name, customer number, user name, e-mail nor phone"),
                    ("ends_first", "the relationship ends before it begins"),
                    ("not_ended", "the relationship has ended, yet is said to go on"),
                    ("number_twice", "the same customer number stands on another row"),
                    ("email_twice", "the same e-mail address stands on another row"),
                    ("person_twice", "another row is about the same person"),
                    ("email_of_several", "several people in the register have this address"),
                    (
                        "other_number",
                        "the person with this e-mail address has another customer number",
                    ),
                    ("other_name", "the person with this e-mail address has another name"),
                    ("other_code", "another personal identity code stands on the person's card"),
                    ("organisations", "several organisations have this name: add the Business ID"),
                    ("erased_on_request", "kept out: erased on request"),
                    ("erased_in_time", "kept out: erased when its time had come"),
                    (
                        "restricted",
                        "kept out: an import does not change this person’s data, ask the compliance officer",
                    ),
                    (
                        "protected",
                        "kept out: an import does not change this person’s data, ask the compliance officer",
                    ),
                    (
                        "meanwhile",
                        "somebody else changed this person meanwhile: import the row again",
                    ),
                ],
                max_length=30,
                verbose_name="reason",
            ),
        ),
    ]
