"""
Pages for readers.

Order: ``addresses``, ``pages``, ``listing``, ``drawing``, ``namesakes``, ``reports``, ``story``,
``subjects``, ``places``, ``maps``, ``institutions``, ``awards``, ``home``, ``archive``,
``corrections``, ``hints``, ``previews``, ``look``, ``searching``, ``machines``,
``site_pages``, ``health``, ``keys``, ``errors``.
"""
