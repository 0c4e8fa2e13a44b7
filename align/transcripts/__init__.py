"""Reading transcripts: one reader per format, labels and boilerplate as tables of rules."""

from align.transcripts.json import dump_transcript, write_transcript
from align.transcripts.read import READERS, parse_transcript, read_transcript

__all__ = ["READERS", "dump_transcript", "parse_transcript", "read_transcript", "write_transcript"]
