"""Those who give their time: what they offer, hours if they wish, and what they hand over."""
