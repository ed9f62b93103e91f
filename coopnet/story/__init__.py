"""The year in the life of a network, replayed through the ordinary actions on the network's clock.

It makes the demo and is the acceptance test.
"""
