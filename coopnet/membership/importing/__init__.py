"""Members from an existing sheet: read, looked at line by line, loaded as uncertain history, undone whole."""
