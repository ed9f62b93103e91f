"""Letters to many: to groups of members with who and why, and the newsletter for whoever asked for it."""
