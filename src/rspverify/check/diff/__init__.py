"""What one policy permits, forbids and requires that another does not. Start reading at `diff` in `policies.py`."""
