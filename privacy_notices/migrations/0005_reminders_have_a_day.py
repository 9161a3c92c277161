"""A reminder sent so far was about the day that its version names.

Rehearsed on SQLite and PostgreSQL with reminders of versions in force and superseded: every row got
its version's day, and migrating back and forth again changed nothing.
"""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def note_the_day(apps, schema_editor):
    version = apps.get_model("privacy_notices", "NoticeVersion")
    days = version._default_manager.filter(pk=OuterRef("version")).values("next_review_on")
    reminders = apps.get_model("privacy_notices", "ReviewReminder")._default_manager
    reminders.filter(review_on=None).update(review_on=Subquery(days[:1]))


class Migration(migrations.Migration):
    dependencies = [("privacy_notices", "0004_reviews")]
    operations = [migrations.RunPython(note_the_day, migrations.RunPython.noop)]
