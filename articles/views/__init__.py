"""
Pages for readers.

Order: ``addresses``, ``pages``, ``listing``, ``reports``, ``subjects``, ``places``,
``institutions``, ``awards``, ``home``, ``archive``, ``health``, ``errors``.
"""
