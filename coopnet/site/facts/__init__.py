"""Live figures over time, with how we count, and as a file."""
