"""What membership costs and how it is paid: price schemes as dated data, quotes that say how they came about."""
