"""Pages: asking for help, answering, and contacts with schools."""
