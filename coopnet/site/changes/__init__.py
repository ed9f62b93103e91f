"""What changed: who left and who came, and everything that the register's files told, by place and time."""
