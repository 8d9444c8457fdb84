"""What to say, how early, and why."""
