"""Pages of membership: for everybody, for whoever asks to join, for officers, for a school itself, for its chair."""
