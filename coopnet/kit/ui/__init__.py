"""Drawings of the house: the comb, seats, outline maps, charts. Pure Python, numbers in, SVG paths out.

They know no subject: whoever has the facts hands them in, and the templates beside them write the markup.
"""
