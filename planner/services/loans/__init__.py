"""What pages and command line show of loans, and the edits they make of them."""
