"""What will probably come and go, and when: facts of the book become expected flows."""
