"""The overview of the regions and the page of each, put together from data."""
