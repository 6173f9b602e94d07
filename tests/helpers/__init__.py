"""What the suite's tests stand on: clients, servers, sinks and databases, each usable alone."""
