"""Files that people send: what is taken, what it is made into, and the sentence when it is refused."""
