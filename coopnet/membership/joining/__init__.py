"""How a school or a trust comes in: what the school list says, the application, the board's decision, an appeal."""
