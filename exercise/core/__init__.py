"""The pure kernel: an exercise is a function of a log. Standard library and SimPy, nothing else."""
