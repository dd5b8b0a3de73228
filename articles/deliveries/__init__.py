"""
Taking side effects out of the outbox and delivering them, at least once each.

A kind is a row in ``kinds.KINDS``: its function gets the effect and the moment, delivers,
and returns a word on what came of it, or raises to be tried again later.

Order: ``outgoing``, ``letters``, ``pings``, ``pictures``, ``kinds``, ``worker``.
"""
