"""The debrief, section by section: the decisive moment first, then the run as a whole, then what to do about it."""
