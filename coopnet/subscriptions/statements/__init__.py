"""Bank statements: read in the three ways in which banks give them, loaded once, matched to invoices by a person."""
