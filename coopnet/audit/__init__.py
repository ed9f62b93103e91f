"""The append-only record of acts: who did what, when and why, chained by hashes.

Every action of the house writes here in its own transaction. Details of an entry can be erased; the chain
covers only their salted digest and still verifies. Below it: accounts, kit.
"""
