"""
Pages for readers.

Order: ``addresses``, ``pages``, ``listing``, ``reports``, ``story``, ``subjects``,
``places``, ``institutions``, ``awards``, ``home``, ``archive``, ``corrections``, ``previews``,
``look``, ``searching``, ``health``, ``keys``, ``errors``.
"""
