"""The plan drafted anew at the deed: items that only say what would be said now, and go at once.

A temporary table of the connection, so that thousands of items cost neither the plan's indexes nor
its checks, and nobody else ever sees them.
"""

from django.apps.registry import Apps
from django.db import connection, models

from retention.models import PlanItem
from retention.stopping import COLUMNS

_CREATE = {
    "postgresql": "CREATE TEMPORARY TABLE IF NOT EXISTS {table} ON COMMIT DELETE ROWS AS "
    "SELECT {columns} FROM {items} WITH NO DATA",
    "sqlite": "CREATE TEMPORARY TABLE IF NOT EXISTS {table} AS "
    "SELECT {columns} FROM {items} WHERE false",
}
_KEYS = {"by_row": "row, model", "by_subject": "subject, category"}


class DraftItem(models.Model):
    """As much of a plan's item as is asked of a draft."""

    plan = models.BigIntegerField(db_column="plan_id", primary_key=True)
    part = models.CharField()
    subject = models.BigIntegerField(null=True)
    category = models.CharField()
    model = models.CharField()
    row = models.BigIntegerField(null=True)
    outcome = models.CharField()
    kept = models.CharField()
    event_on = models.DateField(null=True)

    class Meta:
        apps = Apps()  # it is nobody's table to migrate
        app_label = "retention"
        managed = False
        db_table = "retention_draftitem"

    def __str__(self) -> str:
        return f"draft of plan {self.plan}"


TABLE = DraftItem._meta.db_table


def begin() -> None:
    """An empty draft, in the caller's transaction."""
    quoted = {
        "table": TABLE,
        "items": PlanItem._meta.db_table,
        "columns": ", ".join(map(connection.ops.quote_name, COLUMNS)),
    }
    with connection.cursor() as cursor:
        cursor.execute(_CREATE[connection.vendor].format(**quoted))
        for name, columns in _KEYS.items():
            place = "" if connection.vendor == "postgresql" else "temp."
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {place}draftitem_{name} ON {TABLE} ({columns})"
            )
    end()


def end() -> None:
    """Nothing of it stays behind: on SQLite the table outlives the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 # our own name
