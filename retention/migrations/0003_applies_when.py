# A case in which alone a rule applies; what a plan says of a person is found by the person.

from django.db import migrations, models

import register.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0006_merging"),
        ("retention", "0002_plans"),
    ]

    operations = [
        migrations.AddField(
            model_name="retentionrule",
            name="applies_when",
            field=register.models.base.Choice(
                blank=True,
                choices=[("in_debt", "an invoice is unpaid after its due date")],
                default="",
                help_text="A case that the run can tell by itself. Empty: always.",
                max_length=30,
                verbose_name="applies when",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("applies_when__in", ["in_debt"]), ("applies_when", ""), _connector="OR"
                ),
                name="retentionrule_applies_when_known",
            ),
        ),
        migrations.AddIndex(
            model_name="planitem",
            index=models.Index(fields=["plan", "subject"], name="planitem_by_person"),
        ),
    ]
