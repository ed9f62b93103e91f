"""Enquiries: what people write to the network, who answers it by when, and what was answered."""
