"""Days from which a school that left, or was refused, may be asked again. Never before."""
