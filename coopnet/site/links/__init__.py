"""Addresses outside to which our pages lead: gathered, asked one by one, and told of when they are gone."""
