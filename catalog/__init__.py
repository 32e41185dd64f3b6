"""What the shop sells, how feeds are read, where it is kept."""
