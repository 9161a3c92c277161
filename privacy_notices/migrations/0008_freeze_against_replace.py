"""A trigger against SQLite's REPLACE, which fires none against deleting."""

from django.db import migrations

from privacy_notices.freezing import freeze


def create(apps, schema_editor):
    freeze(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("privacy_notices", "0007_processing_record")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
