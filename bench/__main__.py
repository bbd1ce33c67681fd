"""`python -m bench NAME [--json]`: run one measurement and print its figures."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from bench import chat, crash


def main() -> int:
    """Run what is asked for; 0 when it was measured and nothing was found wrong."""
    given = _parser().parse_args()
    figures, good = given.run(given)
    if given.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        width = max(map(len, figures))
        for name, figure in figures.items():
            print(f"{name:<{width}}  {figure}")
    return 0 if good else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    measurements = parser.add_subparsers(required=True, metavar="NAME")
    for module, run in ((chat, _chat), (crash, _crash)):
        name = module.__name__.removeprefix("bench.")
        one = measurements.add_parser(name, help=module.__doc__, description=module.__doc__)
        one.add_argument("--json", action="store_true", help="one JSON document on stdout")
        one.set_defaults(run=run)
        if run is _crash:
            one.add_argument("--kills", type=_positive, default=25, help="how often the bot is killed")
            one.add_argument("--seed", type=int, default=1, help="of everything that happens by chance")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _chat(_given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    return chat.measure(), True


def _crash(given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    return crash.measure(given.kills, given.seed)


if __name__ == "__main__":  # the double's process imports this module again
    sys.exit(main())
