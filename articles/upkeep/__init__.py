"""
Keeping the registers and tags in order: acts of the desk on things, not on reports.

Each act is done ``by`` somebody who may change the thing, in one transaction.

Order: ``renaming``, ``merging``, ``official``, ``unclear``.
"""
