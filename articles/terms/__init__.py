"""
What a report is about, as terms: the words of a report in the form in which they are compared.

Pure but for the last module. Order: ``words``, ``ideas``, ``profile``, ``store``.
"""
