"""
Pages for readers.

Order: ``addresses``.
"""
