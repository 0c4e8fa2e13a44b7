"""The command line in this process, and waiting for what other processes do."""

from __future__ import annotations

import time

from typer.testing import CliRunner

from align import cli


def align(*arguments, **given):
    """What ``align`` with these arguments comes to: exit code, output, errors."""
    return CliRunner().invoke(cli.app, [str(each) for each in arguments], **given)


def wait_until(is_so, seconds=30):
    """Returns once it is so; fails if it is not in time."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
