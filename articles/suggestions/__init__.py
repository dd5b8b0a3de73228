"""
Which earlier report a “(wir berichteten)” may mean, and why.

Pure but for the last two modules. Order: ``spans``, ``places``, ``rarity``, ``scoring``,
``selection``, ``confidence``, ``assignment``, ``reasons``, ``sharing``, ``candidates``.
"""
