"""Sealed blocks tell what they hold; triggers keep the journal append-only."""

from django.db import migrations, models

from register.journal_freezing import freeze, thaw


def create(apps, schema_editor):
    freeze(schema_editor.connection)


def drop(apps, schema_editor):
    thaw(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("register", "0002_people")]

    operations = [
        migrations.AddField(
            model_name="journalblock",
            name="content_sha256",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="journalblock",
            name="content",
            field=models.BinaryField(default=b""),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="journalblock",
            index=models.Index(fields=["sealed_at"], name="journalblock_by_day"),
        ),
        migrations.AddIndex(
            model_name="journalblock",
            index=models.Index(
                condition=models.Q(("pruned_at__isnull", False)),
                fields=["last"],
                name="journalblock_pruned",
            ),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(fields=["act", "-id"], name="journal_by_act"),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(
                condition=models.Q(("actor__isnull", False)),
                fields=["actor", "-id"],
                name="journal_by_actor",
            ),
        ),
        migrations.RunPython(create, drop),
    ]
