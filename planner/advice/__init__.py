"""What brings every due date back under the limit: edits with their measured effect."""
