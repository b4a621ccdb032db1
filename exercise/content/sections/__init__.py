"""What may stand in a scenario's files, one room for each kind of noun; the rooms have the names of the core's."""
