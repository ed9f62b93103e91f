"""Bodies, seats, offices and terms of office: who holds what, since when, until when, by which act.

What a person may do follows from the terms in force at that moment. Below it: regions, people.
"""
