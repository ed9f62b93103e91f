"""Moving in from elsewhere: an old site's export, folders of documents, old addresses; and the way back out."""
