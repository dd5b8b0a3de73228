"""The newsroom: things, acts and edges, on the floors that CONTRIBUTING.md names."""
