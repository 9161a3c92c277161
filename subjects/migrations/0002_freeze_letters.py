"""The trigger that keeps sent letters as they are."""

from django.db import migrations

from subjects.freezing import freeze, thaw


def create(apps, schema_editor):
    freeze(schema_editor.connection)


def drop(apps, schema_editor):
    thaw(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("subjects", "0001_requests")]
    operations = [migrations.RunPython(create, drop)]
