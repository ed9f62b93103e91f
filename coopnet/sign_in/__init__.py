"""Signing in: code by e-mail, password, passkey, second step for officers, list of sessions.

Below it: people, notices, audit, accounts.
"""
