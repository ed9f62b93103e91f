"""The school list: establishments, groups (trusts), links, authorities, as the national register tells them.

Names are the register's own columns. It reads the official files, keeps what changed as history, and answers every
question as at a date. Co-operative status is kept here by people; the register only suggests it.
Below it: audit, accounts, kit.
"""
