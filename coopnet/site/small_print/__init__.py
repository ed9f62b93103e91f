"""The pages behind the links of the footer: help, privacy, accessibility, reading settings."""
