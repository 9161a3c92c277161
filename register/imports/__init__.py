"""People from files: recognised, read, checked and written set-wise, in constant memory.

    file ── encodings, csv_rows, xlsx_rows ──► rows of text
         ── columns, values, conversion ─────► rows in our spelling, or faults
         ── staging (COPY) ── checking ──────► an outcome for every row
         ── writing ─────────────────────────► people, in bounded, committed batches

`running.py` takes a file through the stages and picks up where a killed import stopped.
"""
