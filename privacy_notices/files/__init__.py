"""A register as one readable YAML file: facts, retention rules, notice.

People read of it in `docs/register-file.md`. `format` says what a file holds, `nodes` reads YAML,
`reading` and `checking` turn it into rows and faults, `loading` brings rows into the database,
`writing` exports, `schema` and `handbook` tell editors and people about the format.
"""
