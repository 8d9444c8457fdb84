"""Ground floor: money, dates, texts not yet said, errors. Knows nothing of books or loans."""
