"""How Seloste is run: settings, addresses, servers."""

RELEASE = "0.1.0"  # stands on every published version; `pyproject.toml` has the same, by test
