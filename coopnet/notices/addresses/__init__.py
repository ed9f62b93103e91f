"""Addresses: at which letters are not delivered, and which get no news."""
