"""The rows behind the debrief: the run at any moment, who knew what, decisive moments, what would have followed."""
