"""A WordPress export (WXR): read it, plan what becomes of each item, bring it in, take it back."""
