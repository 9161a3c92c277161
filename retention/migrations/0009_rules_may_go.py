"""Rules can be deleted although plans named them: each plan knows what its rules were called."""

import django.db.models.deletion
import register.models.base
from django.db import migrations, models


def name_rules(apps, schema_editor):
    """Of plans there are already; their rules are all here still."""
    rules = apps.get_model("retention", "RetentionRule").objects.select_related("register")
    names = {}
    for rule in rules.order_by("pk"):
        said = (rule.name_fi, rule.name_sv, rule.name_en, rule.text_fi, rule.text_sv, rule.text_en)
        names[str(rule.pk)] = (
            rule.register_id,
            {
                "key": f"{rule.register.slug}/{rule.key}",
                "name": next((text for text in said if text), rule.key),
            },
        )
    for plan in apps.get_model("retention", "Plan").objects.order_by("pk").iterator():
        plan.rule_names = {
            number: told
            for number, (register, told) in names.items()
            if plan.register_id in (None, register)
        }
        plan.save(update_fields=["rule_names"])


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0008_fewer_indexes"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="planitem",
            name="planitem_skipped_known",
        ),
        migrations.AddField(
            model_name="plan",
            name="overtaken",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="plan",
            name="rule_names",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name="financialyear",
            name="ends_on",
            field=models.DateField(
                help_text="The last day of the year. Years before the first one recorded are taken to end on the same day as it does: if the first year was long, record the end of the one before too.",
                verbose_name="ends",
            ),
        ),
        migrations.AlterField(
            model_name="planitem",
            name="kept_by_rule",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="retention.retentionrule",
                verbose_name="longer rule",
            ),
        ),
        migrations.AlterField(
            model_name="planitem",
            name="rule",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="retention.retentionrule",
                verbose_name="retention rule",
            ),
        ),
        migrations.AlterField(
            model_name="planitem",
            name="skipped",
            field=register.models.base.Choice(
                blank=True,
                choices=[
                    ("held", "a hold was placed after the plan"),
                    ("restricted", "the processing was restricted after the plan"),
                    ("revived", "the relationship or the data are in use again"),
                    ("merged", "the card was merged into another after the plan"),
                    ("gone", "already gone"),
                ],
                default="",
                max_length=30,
                verbose_name="left alone",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("skipped__in", ["gone", "held", "merged", "restricted", "revived"]),
                    ("skipped", ""),
                    _connector="OR",
                ),
                name="planitem_skipped_known",
            ),
        ),
        migrations.RunPython(name_rules, migrations.RunPython.noop),
    ]
