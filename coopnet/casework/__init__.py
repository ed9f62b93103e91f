"""Help asked for in confidence, what ambassadors note of their calls, and what they look at before they ring."""
