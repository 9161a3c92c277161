"""Whoever was told of a restriction is told of its end: a notice of its own, once each."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0013_attachment_label"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="recipientnotice", name="recipientnotice_once"),
        migrations.AddField(
            model_name="recipientnotice",
            name="ended",
            field=models.BooleanField(default=False, verbose_name="of the end of the restriction"),
        ),
        migrations.AddConstraint(
            model_name="recipientnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended", False), ("right__in", ("objection", "restriction")), _connector="OR"
                ),
                name="recipientnotice_ends_a_restriction",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipientnotice",
            constraint=models.UniqueConstraint(
                fields=("request", "right", "ended", "recipient"), name="recipientnotice_once"
            ),
        ),
    ]
