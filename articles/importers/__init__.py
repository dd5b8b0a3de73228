"""
What comes into the newsroom from outside, in three steps that never mix.

Parse: bytes become records, without a database. Store: records become rows,
and doing so twice changes nothing. Fetching, if any, belongs to the commands.

Order of the modules: records, reports, csv_tables, registers, gv100ad, archive_words,
archive_towns, archive_sentences, archive_plan, field_store, register_store, report_store,
sample_store, archive_rows, archive
"""
