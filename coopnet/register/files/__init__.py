"""Reading official register files: from bytes on a disk to checked rows, one at a time, with little memory.

``opening`` unpacks, ``text`` decodes and repairs, ``table`` splits into rows, ``layouts`` tells the kind by the header,
``cells`` reads dates and numbers. Whatever is wrong with a file becomes one ``BadFile`` that names row and column.
"""
