"""`python -m bench NAME [--json]`: run one measurement, or one proof, and print its figures.

Ends with 1 where something was found wrong.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from types import ModuleType

# Each is a module with a docstring, `add_arguments(parser)` and `run(given) -> (figures, whether all is well)`.
MEASUREMENTS = (
    "chat",
    "corpus",
    "crash",
    "deliveries",
    "fanout",
    "generated",
    "hostile",
    "learning",
    "papers",
    "reading",
    "statements",
    "understand",
)


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
    for name in MEASUREMENTS:
        module: ModuleType = importlib.import_module(f"bench.{name}")
        one = measurements.add_parser(name, help=module.__doc__, description=module.__doc__)
        one.add_argument("--json", action="store_true", help="one JSON document on stdout")
        module.add_arguments(one)
        one.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":  # the double's process imports this module again
    sys.exit(main())
