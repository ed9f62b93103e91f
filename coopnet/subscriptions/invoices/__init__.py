"""Invoices for subscriptions: numbered without a gap, never changed, paid in parts if need be."""
