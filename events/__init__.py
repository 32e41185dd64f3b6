"""What shoppers did: the words for it, how it is written down, and how it is read back."""
