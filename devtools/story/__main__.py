"""``python -m devtools.story URL DB``: run the story against a server that is up already."""

import json
import sys

from .errors import StoryError
from .runner import run


def main(url, db):
    """Run the story; progress goes to standard error, the result as JSON to standard output."""
    try:
        result = run(url, db, progress=lambda text: print(text, file=sys.stderr, flush=True))
    except StoryError as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(result, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
