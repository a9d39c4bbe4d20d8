"""What is to be looked at in a policy before any property is claimed: one kind of finding a file. Start at `every`."""
