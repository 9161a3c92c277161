"""How the database would do what it is asked, were there many rows."""

from django.db import connection


def plan_of(statement: str) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
            cursor.execute(f"EXPLAIN {statement}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return " ".join(str(row) for row in cursor.fetchall())


def sorts_nothing(plan: str) -> bool:
    return "Sort" not in plan and "TEMP B-TREE" not in plan
