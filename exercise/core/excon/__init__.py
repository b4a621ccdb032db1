"""What the staff of an exercise look at while it runs."""
