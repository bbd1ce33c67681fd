"""`python -m bench NAME [--json]`: run one measurement and print its figures."""

from __future__ import annotations

import argparse
import json
import sys

from bench import chat

MEASUREMENTS = {"chat": chat.measure}


def main() -> int:
    """Run what is asked for; 0 when it was measured."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", choices=sorted(MEASUREMENTS))
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    given = parser.parse_args()
    figures = MEASUREMENTS[given.name]()
    if given.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        width = max(map(len, figures))
        for name, figure in figures.items():
            print(f"{name:<{width}}  {figure}")
    return 0


sys.exit(main())
