"""The project: settings, addresses, the way to the database. Knows ``articles``; nothing in ``articles`` knows it."""
