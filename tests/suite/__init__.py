"""Tests of the whole, against real servers: what crosses addons, processes and interfaces."""
