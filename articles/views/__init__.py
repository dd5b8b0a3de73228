"""
Pages for readers.

Order: ``addresses``, ``pages``, ``listing``, ``reports``, ``story``, ``subjects``,
``places``, ``institutions``, ``awards``, ``home``, ``archive``, ``look``, ``searching``,
``health``, ``keys``, ``errors``.
"""
