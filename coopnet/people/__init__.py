"""Persons, organisations and affiliations (person and organisation, role, from, to).

An organisation may stand for a school, a trust or an authority of the register.
Below it: register, notices, audit, accounts, kit.
"""
