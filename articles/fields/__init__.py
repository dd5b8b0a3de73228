"""
Fields that keep their own promises on every way in.

Order: ``plain``, ``body``, ``instants``.
"""
