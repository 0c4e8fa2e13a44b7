"""Two invented speeches, their English, and how a library of them is filled and asked."""

from __future__ import annotations

from align.detect import detect
from align.library.add import add
from align.library.find import find_original
from align.library.sources import from_paths
from align.transcripts import parse_transcript

FARM = (
    "Discours sur l'agriculture\n12 mars 2020\n\n"
    "Les récoltes de blé ont souffert de la sécheresse. Nous aiderons chaque exploitation. "
    "Le prix du lait remonte enfin. Les jeunes agriculteurs demandent des terres."
)

SPACE = (
    "Discours sur l'espace\n\nLe lanceur partira de Kourou au printemps. La station recevra deux "
    "astronautes français. Nous construirons un satellite qui observe les glaces."
)

SPACE_ENGLISH = (
    "The launcher will leave from Kourou in the spring. The station will receive two French "
    "astronauts. We shall build a satellite that watches the ice."
)

STRANGE_ENGLISH = (
    "My grandmother taught me how to bake bread. The dog slept under the table all afternoon. "
    "Then my brother broke the blue vase, and nobody said a word about it."
)


def ask(library, models, text, **given):
    transcript = parse_transcript(text, "talk.txt")
    return find_original(transcript, detect(transcript), library, models, **given)


def add_all(library, models, *paths, **given):
    return list(add(library, from_paths(list(paths)), models.encoder, **given))
