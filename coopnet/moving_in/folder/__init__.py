"""A folder of documents from a shared drive: looked into, guessed at, kept private, corrected, put on the shelf."""
