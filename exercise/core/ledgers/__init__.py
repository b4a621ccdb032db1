"""The pages of the situation's book: each is a fold of one family of facts, kept beside the MSEL's own."""
