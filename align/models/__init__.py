"""The models the program can use; ``load`` is the only place that picks one."""
