# The days of a last contact or order, which outlive the rows that told of them.

from django.db import migrations, models

import register.models.base

KINDS = [
    ("last_contact", "last contact"),
    ("last_service_contact", "last contact with customer service"),
    ("last_order", "last order"),
    ("last_login", "last sign-in"),
    ("account_deletion", "deletion of the account"),
    ("membership_end", "end of the membership"),
    ("recruitment_end", "end of the recruitment"),
    ("security_event", "security event"),
    ("birth", "birth"),
    ("death", "death"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0009_days_of_retention"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="keydate", name="keydate_kind_known"),
        migrations.AlterField(
            model_name="keydate",
            name="kind",
            field=register.models.base.Choice(
                choices=KINDS, max_length=30, verbose_name="what happened"
            ),
        ),
        migrations.AddConstraint(
            model_name="keydate",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=sorted(kind for kind, _label in KINDS)),
                name="keydate_kind_known",
            ),
        ),
    ]
