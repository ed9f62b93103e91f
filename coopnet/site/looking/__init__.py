"""What the register suggests and people decide: names that sound co-operative, and schools that disappeared."""
