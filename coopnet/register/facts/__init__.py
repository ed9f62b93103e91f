"""Facts about some 250 real co-operative schools, shipped with the package so that a new network is never empty.

``table`` reads the files; ``load`` puts them into the register, beneath whatever an official file already said.
"""

from coopnet.register.facts.loading import load

__all__ = ["load"]
