"""The rules of the network as dated data: editions of typed clauses, and which of them hold on a day."""
