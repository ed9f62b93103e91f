"""The officers' pages about people: find, see, add, change. Each officer sees the people of his or her own regions."""
