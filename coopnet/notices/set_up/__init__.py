"""Setting up letters: what the domain of the sender says of itself, and letters to try it with."""
