"""Random projects as text, random runs of them, and smaller projects that still show the same."""
