"""
What comes into the newsroom from outside, in three steps that never mix.

Fetch: ``report_files`` knows which files a collection has; the commands read them. Parse:
bytes become records, without a database. Store: records become rows, and doing so twice
changes nothing. The generated archive is planned and written without a database, then stored.

Order: ``records``, ``reports``, ``csv_tables``, ``registers``, ``gv100ad``, ``report_files``,
``field_store``, ``register_store``, ``report_store``, ``prints``, ``demo_pictures``,
``archive_words``, ``archive_sentences``, ``archive_plan``, ``archive_reports``,
``archive_rows``, ``archive``.
"""
