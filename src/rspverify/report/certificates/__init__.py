"""What `certify` shows and writes: the lines on the terminal, the obligations, the README and the manifest."""
