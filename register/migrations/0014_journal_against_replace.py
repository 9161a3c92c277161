"""A trigger against SQLite's REPLACE, which fires none against deleting."""

from django.db import migrations

from register.journal_freezing import freeze


def create(apps, schema_editor):
    freeze(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("register", "0013_indexes_of_lists")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
