"""Lets the tests import ``eval`` however pytest is started."""
