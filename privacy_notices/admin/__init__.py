"""The notices' pages in the admin."""

from privacy_notices.admin import notices, panel, samples, sections  # noqa: F401 # each registers its own
