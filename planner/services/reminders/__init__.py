"""What of the reminders is chosen, remembered and new."""
