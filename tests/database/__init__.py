"""PostgreSQL as tests use it: emptied by looking first what there is to empty."""
