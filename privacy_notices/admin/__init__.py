"""The notices' pages in the admin."""

from privacy_notices.admin import (  # noqa: F401 # each registers its own
    notices,
    panel,
    records,
    samples,
    sections,
    told,
)
