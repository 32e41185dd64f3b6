"""What the model may call, one tool per file."""
