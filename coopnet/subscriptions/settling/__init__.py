"""Money given back and money let off: recorded by one, agreed by another. And what payments mean for the books."""
