"""Pages of enquiries: for whoever writes, for whoever answers, and what officers set for themselves."""
