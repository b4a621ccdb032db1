"""The glue between Streamlit and the control desk: who sits here, what they see, how they act."""
