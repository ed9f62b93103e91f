"""The four regions: which authority belongs to which, since when; overrides, clusters, story and timeline.

Below it: people, register, notices.
"""
