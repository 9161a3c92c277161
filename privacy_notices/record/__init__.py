"""The record of processing activities of a controller (Art. 30): an internal document, from rows.

`facts` fetches the rows of all registers of the controller, `writing` makes of them a record in one
language, `rendering` prints that as page, PDF, workbook and JSON. Each register is a chapter; in it
each purpose is a line with its basis, people, data and recipients, as the authorities' models list
processing activities, and each further part of Art. 30(1) a table. The check of the record is with
the other checklists: `privacy_notices/checklist/record.py`.
"""
