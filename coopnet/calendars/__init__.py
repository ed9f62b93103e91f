"""Days as rules count them: bank holidays, working days, clear days, school days. Pure Python, without any clock."""
