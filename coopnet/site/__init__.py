"""The public door: home, regions, finder, pages of schools, trusts and authorities, facts over time.

Wagtail keeps words and pictures; every number and name here comes from a query with its date.
"""
