"""Who acts for a member and who votes: named, confirmed by the chair of governors, asked about again, handed on."""
