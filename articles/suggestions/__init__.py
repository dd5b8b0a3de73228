"""
Which earlier report a “(wir berichteten)” may mean, and why.

Pure but for the last module. Order: ``spans``, ``places``, ``rarity``, ``scoring``,
``confidence``, ``assignment``, ``reasons``, ``candidates``.
"""
