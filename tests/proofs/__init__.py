"""Proofs at full size, run by `make prove NAME=...`, never by an ordinary test run.

Each is a module `<name>.py` here (a file whose name does not begin with `test_`) that holds test functions; a small
twin in the ordinary tests runs the same code. `scripts/prove.py` says how a proof names its size and its databases.
"""
