"""Indexes by which the list of people and the journal are read in their order."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

TABLE, COLUMN = "register_datasubject", "merged_into_id"


def drop_index(apps: Any, editor: Any) -> None:
    """The index of every foreign key, here without the new table that SQLite would be given."""
    with editor.connection.cursor() as cursor:
        held = editor.connection.introspection.get_constraints(cursor, TABLE)
    for name, one in held.items():
        if one["index"] and one["columns"] == [COLUMN]:
            editor.execute(f"DROP INDEX {editor.quote_name(name)}")


def make_index(apps: Any, editor: Any) -> None:
    index = models.Index(fields=["merged_into"], name="register_person_merged_into_id")
    editor.add_index(apps.get_model("register", "DataSubject"), index)


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0011_undoing_merges"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop_index, make_index)],
            state_operations=[
                migrations.AlterField(
                    model_name="datasubject",
                    name="merged_into",
                    field=models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="register.datasubject",
                        verbose_name="merged into",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="datasubject",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["merged_into"],
                name="person_absorbed",
            ),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(
                condition=models.Q(("actor__isnull", True)),
                fields=["actor_kind", "-id"],
                name="journal_by_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(
                condition=models.Q(("occasion", ""), _negated=True),
                fields=["occasion", "-id"],
                name="journal_by_occasion",
            ),
        ),
    ]
