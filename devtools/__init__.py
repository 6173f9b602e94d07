"""What ./dev does, one small module a step. Python's standard library only."""
