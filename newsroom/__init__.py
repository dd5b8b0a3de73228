"""The project: settings, addresses, the way to the database. Nothing in ``articles`` knows it."""
