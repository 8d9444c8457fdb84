"""The whole look ahead as one frozen value: risk per due date, runway, reserve."""
