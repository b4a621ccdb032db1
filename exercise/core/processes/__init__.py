"""SimPy generators, each a paragraph of the MSEL.

A process touches only the `World` it is given and returns nothing; what it does, it emits as facts.
"""
