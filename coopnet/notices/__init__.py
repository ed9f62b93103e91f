"""Letters: the outbox, its posting and retries, what did not arrive.

An action queues a letter in its own transaction; the worker posts it later with one Message-ID for ever.
Below it: audit, accounts, kit.
"""
