"""Organisations that belong to the network: who joined, in which kind, which schools it covers, who pays, who votes."""
