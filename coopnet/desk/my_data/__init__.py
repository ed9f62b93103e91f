"""What the network holds about a person, for that person: a page to read and a file to keep.

``tables.py`` maps every table with a key to a person or an account; a test fails while one is not mapped.
"""
