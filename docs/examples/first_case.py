"""Makes a small case of invented people and runs it, without any other package."""

from __future__ import annotations

import cuibono


def main() -> None:
    numbers = cuibono.normalise(["+999 1234 5678", "00999 1234 5678"], "phone", simulated=True)
    same = len(set(numbers.column("selector"))) == 1
    print(f"one number, written twice: {same}")
    case = cuibono.simulate("a_small_case", scale=0.01)
    run = case.run()
    for sentence in run.summary[:3]:
        print(sentence)
    total: int = sum(row["amount_minor"] for row in run.stops if row["currency"] == "EUR")
    print(f"the traces of euros end at {len(run.stops)} places with {total} cents")


if __name__ == "__main__":
    main()
