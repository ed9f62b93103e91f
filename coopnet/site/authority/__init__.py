"""A local authority's page: its co-operative schools, now and before, and the way to all of its schools."""
