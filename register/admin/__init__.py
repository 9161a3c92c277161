"""The register's pages in the admin, a noun a file. Django looks here for what to show."""

from register.admin import (  # noqa: F401 # each registers its own
    audit_log,
    authorities,
    contacts,
    controllers,
    data_items,
    jobs,
    journal,
    people,
    people_dealings,
    people_parts,
    purposes,
    recipients,
    registers,
    rights,
    security,
    sources,
    statements,
    subjects,
    users,
)
