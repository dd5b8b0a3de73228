"""
Fields that keep their own promises on every way in.

Order: ``plain``, ``addresses``, ``tokens``, ``markup``, ``body``, ``instants``, ``web``.
"""
