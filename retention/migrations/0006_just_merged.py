from django.db import migrations, models

import register.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0005_desk"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="planitem", name="planitem_kept_known"),
        migrations.AlterField(
            model_name="planitem",
            name="kept",
            field=register.models.base.Choice(
                blank=True,
                choices=[
                    ("longer_rule", "a longer duty covers it"),
                    ("hold", "a hold is in force"),
                    ("restriction", "the processing is restricted (Art. 18)"),
                    ("merge", "a merge of the card can still be undone"),
                    ("unknown_event", "the day it is counted from is not known"),
                    ("no_rule", "no rule covers it"),
                    ("not_a_period", "the rule is in words and cannot be carried out"),
                    ("condition", "the rule has a condition that a person must judge"),
                    ("review", "the rule asks for a review by a person"),
                ],
                default="",
                max_length=30,
                verbose_name="why kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kept__in",
                        [
                            "condition",
                            "hold",
                            "longer_rule",
                            "merge",
                            "no_rule",
                            "not_a_period",
                            "restriction",
                            "review",
                            "unknown_event",
                        ],
                    ),
                    ("kept", ""),
                    _connector="OR",
                ),
                name="planitem_kept_known",
            ),
        ),
    ]
