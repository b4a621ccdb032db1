"""What evaluators and trainees say of an exercise, and how far it agrees."""
