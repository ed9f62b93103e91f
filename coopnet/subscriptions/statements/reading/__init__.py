"""From the bytes of a statement to its lines: OFX, camt.053, CSV. Pure."""
