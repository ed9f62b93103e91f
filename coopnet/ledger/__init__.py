"""The network's money: funds, accounts, entries that balance and never change, years that are closed."""
