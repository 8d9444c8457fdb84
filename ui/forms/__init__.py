"""Forms for facts."""
