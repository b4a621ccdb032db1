"""What takes longer than every test run may: `make soak`."""
