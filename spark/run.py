"""script/spark: the command. docs/scale.md has examples."""

from __future__ import annotations

import argparse
import faulthandler
import json
import signal
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType
from typing import NoReturn

from .case_files import empty_folder
from .inputs import read_inputs
from .parameters import DEFAULT, BadInput, read_parameters

EXIT_BAD_INPUT, EXIT_RESOURCES, EXIT_INTERRUPTED = 3, 5, 130


def interrupted(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def say(text: str) -> None:
    print(f"      {text}", file=sys.stderr, flush=True)


def parse(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/spark")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, what in (("run", "with Spark"), ("single", "in one process, the same answer")):
        one = verbs.add_parser(verb, help=what)
        one.add_argument("--transfers", type=Path, required=True, help="Parquet file or folder")
        one.add_argument("--calls", type=Path, help="Parquet file or folder")
        one.add_argument("--seeds", type=Path, help="Parquet: id of a transfer, tag (whose money)")
        one.add_argument("--out", type=Path, required=True, help="a new or empty folder")
        one.add_argument("--parameters", type=Path, default=DEFAULT, help="else spark/patterns.toml")
        if verb == "run":
            where = one.add_mutually_exclusive_group()
            where.add_argument("--local", type=int, default=2, metavar="N", help="N cores of this process")
            where.add_argument("--cluster", type=int, nargs="?", const=2, metavar="WORKERS",
                               help="a cluster of its own on this machine: a master, two workers")
            where.add_argument("--master", default="", metavar="URL", help="a cluster that is there")
            one.add_argument("--memory", type=int, default=4, metavar="GB", help="of driver and worker")
    return parser.parse_args(words)


def run_job(options: argparse.Namespace) -> None:
    parameters = read_parameters(options.parameters)
    inputs = read_inputs(options.transfers, options.calls, options.seeds)
    empty_folder(options.out)
    say(f"{inputs.transfers.rows:,} transfers in {len(inputs.transfers.files)} files")
    if options.verb == "single":
        from .single import Single

        report = Single(inputs, parameters, options.out, say).run()
    else:
        from .job import Job
        from .session import Cluster, session

        with tempfile.TemporaryDirectory(prefix="cuibono-cluster-") as folder:
            cluster = Cluster(Path(folder)) if options.cluster else None
            try:
                began = time.monotonic()
                if cluster:
                    cluster.start(options.cluster, options.memory)
                    say(f"{cluster.url}: {options.cluster} workers, "
                        f"{', '.join(f'{n} {p.pid}' for n, p in cluster.processes.items())}")
                with session(options.cluster or options.local, cluster, options.master,
                             inputs.transfers.rows, options.memory) as spark:
                    say(f"Spark {spark.version} is there after {time.monotonic() - began:.1f} s")
                    report = Job(spark, inputs, parameters, options.out, say).run()
            finally:
                if cluster:
                    cluster.stop()
    for cut in report.cuts:
        say(f"cut: {cut.what}: {cut.shown:,} of {cut.total:,}")
    print(json.dumps({"out": str(options.out), "steps": len(report.steps), "cut": len(report.cuts)}))


def main(words: list[str]) -> int:
    faulthandler.enable()
    signal.signal(signal.SIGTERM, interrupted)
    signal.signal(signal.SIGINT, interrupted)
    options = parse(words)
    try:
        run_job(options)
    except KeyboardInterrupt:
        print("script/spark: interrupted; what is in --out is not whole", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BadInput as error:
        print(f"script/spark: {error}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except Exception as error:
        from .session import first_words

        print(f"script/spark: {first_words(error)}", file=sys.stderr)
        return EXIT_RESOURCES
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
