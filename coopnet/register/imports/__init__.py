"""Taking official files into the school list: all or nothing, only what changed, every change kept as history.

``actions`` is the door. One module per kind of file does the comparing; ``work`` is what they share; ``changes`` keeps
the history; ``writing`` puts many rows into the database quickly on either engine; ``download`` fetches a file.
"""
