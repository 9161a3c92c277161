"""The triggers that keep a letter's words as the person got them, in PostgreSQL and in SQLite.

The row may go when the request's own period is over; it may not change. On SQLite a migration that
rebuilds the table loses the trigger and has to call `freeze` again; a test looks.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "subjects_letter"
REFUSAL = "a letter that was sent is never changed"
# That a new row would take the place of a sent one: SQLite's REPLACE removes whoever is in its way,
# past the trigger on changes. By the number, or by the index `letter_of_its_kind_once`.
TAKEN = (
    f"EXISTS (SELECT 1 FROM {TABLE} old WHERE old.sent_at IS NOT NULL AND (old.id = NEW.id OR "  # noqa: S608 # our own names
    "(old.request_id = NEW.request_id AND old.kind = NEW.kind "
    "AND NEW.kind IN ('decision', 'extension'))))"
)


def freeze(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers."""
    _run(connection, _SQL[connection.vendor])


def thaw(connection: BaseDatabaseWrapper) -> None:
    """Drop them: for migrations that rebuild the table."""
    _run(connection, _UNDO[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


_SQL = {
    "sqlite": (
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
        f"WHEN OLD.sent_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_replace BEFORE INSERT ON {TABLE} "
        f"WHEN {TAKEN} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION {TABLE}_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$",
        f"CREATE OR REPLACE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
        f"FOR EACH ROW WHEN (OLD.sent_at IS NOT NULL) EXECUTE FUNCTION {TABLE}_frozen()",
    ),
}
_UNDO = {
    "sqlite": (
        f"DROP TRIGGER IF EXISTS {TABLE}_no_update",
        f"DROP TRIGGER IF EXISTS {TABLE}_no_replace",
    ),
    "postgresql": (
        f"DROP TRIGGER IF EXISTS {TABLE}_no_update ON {TABLE}",
        f"DROP FUNCTION IF EXISTS {TABLE}_frozen()",
    ),
}
