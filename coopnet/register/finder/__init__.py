"""The finder: which school somebody means, by name, town, postcode, number or authority, slips of the finger and all.

``search`` asks, ``rebuild`` makes the index anew after an import, ``refresh`` after a change of a few schools. The
index is a file in the data folder (``index``); whoever loses it gets it again on the next search.
"""

from coopnet.register.finder.searching import Hit, Near, Results, near, rebuild, refresh, search

__all__ = ["Hit", "Near", "Results", "near", "rebuild", "refresh", "search"]
