"""Invoices, statements of account, quotes and the supplier sheet as PDF/UA."""
