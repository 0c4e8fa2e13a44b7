"""A folder of French documents in which the original of a transcript is found.

Start reading at ``find.py``; ``add.py`` tells how documents come in, ``store.py`` how they lie.
"""
