"""A trust's or group's page: who belongs to it, who did, and whether it is co-operative."""
