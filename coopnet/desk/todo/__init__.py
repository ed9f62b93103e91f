"""The To do list: one list from all subjects."""
