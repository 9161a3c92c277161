"""Triggers that keep published versions as they are."""

from django.db import migrations

from privacy_notices.freezing import freeze, thaw


def create(apps, schema_editor):
    freeze(schema_editor.connection)


def drop(apps, schema_editor):
    thaw(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("privacy_notices", "0002_initial")]
    operations = [migrations.RunPython(create, drop)]
