"""What a page of words shows beside its words: worked out for a day, with that day and how it was counted."""
