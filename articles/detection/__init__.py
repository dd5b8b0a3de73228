"""
Recognising places, institutions and awards in a report.

A pure core over plain data (no database), read in this order:
``entities`` (what goes in and comes out) → ``lexicon`` (words of the language) → ``first_names``
→ ``place_forms``, ``body_forms``, ``award_forms`` (how a register's names are written)
→ ``matching`` (the automaton) → ``reading`` (the text around a hit) → ``homonyms`` → ``evidence``
→ ``bodies`` → ``awards`` → ``places`` → ``recogniser`` (all of it) → ``names``
(right for their day?) → ``introductions`` → ``dates`` → ``prizes`` → ``claims`` → ``hints``
→ ``evaluation`` (figures)
→ ``registers`` (the one module that asks the database).
"""
