"""What every subject needs and none owns: clock, periods, access, basis, words, frame of a page, forms."""
