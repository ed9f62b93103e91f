"""Running a network: backup and restore, jobs by the clock, health, the checks of `verify`.

It knows no subject; each subject registers its invariants and jobs with kit.
"""
