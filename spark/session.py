"""Spark from pip: a session in this process, or against a cluster of its own on this machine.

Nothing listens beyond loopback. Every process that is started is ended by its own number.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyspark
from pyspark.sql import SparkSession

from .parameters import BadInput

HERE = Path(__file__).resolve().parent
LOOPBACK = "127.0.0.1"
START_SECONDS_MAX = 120
ARROW_BATCH_ROWS = 200_000


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def end_with_parent() -> None:
    """In a child: should this process be killed, so that it can stop nothing, the system ends the child."""
    set_death_signal = 1
    ctypes.CDLL(None).prctl(set_death_signal, signal.SIGTERM)


def environment() -> dict[str, str]:
    return dict(os.environ, SPARK_LOCAL_IP=LOOPBACK, SPARK_HOME=str(Path(pyspark.__file__).parent),
                PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable)


def settings_of_place(master: str) -> dict[str, str]:
    """Where the driver listens: on loopback, or, for a cluster of others, where Spark itself thinks best."""
    if master:
        return {}
    return {"spark.driver.host": LOOPBACK, "spark.driver.bindAddress": LOOPBACK}


@dataclass
class Cluster:
    """One master, some workers with a core each."""

    folder: Path
    url: str = ""
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, workers: int, memory_gb: int) -> None:
        """Errors  BadInput: one of them did not come up; the text has its last words."""
        port = free_port()
        self.url = f"spark://{LOOPBACK}:{port}"
        self.start_one("master", "org.apache.spark.deploy.master.Master", "--host", LOOPBACK,
                       "--port", str(port), "--webui-port", "0")
        self.wait("master", "I have been elected leader")
        for number in range(1, workers + 1):
            self.start_one(f"worker{number}", "org.apache.spark.deploy.worker.Worker", "--host",
                           LOOPBACK, "--cores", "1", "--memory", f"{memory_gb}g", "--webui-port", "0",
                           "--work-dir", str(self.folder / f"work{number}"), self.url)
        for number in range(1, workers + 1):
            self.wait(f"worker{number}", "Successfully registered with master")

    def start_one(self, name: str, *words: str) -> None:
        home = Path(pyspark.__file__).parent
        env = environment() | {"SPARK_WORKER_OPTS": "-Dspark.worker.ui.retainedExecutors=1",
                               "SPARK_DAEMON_MEMORY": "512m",
                               "SPARK_LOCAL_DIRS": str(self.folder / "local")}
        log = (self.folder / f"{name}.log").open("wb")
        with log:
            self.processes[name] = subprocess.Popen(
                [str(home / "bin/spark-class"), *words], env=env, stdout=log,
                stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True,
                preexec_fn=end_with_parent)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def wait(self, name: str, words: str) -> None:
        until = time.monotonic() + START_SECONDS_MAX
        while words not in self.log(name):
            if self.processes[name].poll() is not None or time.monotonic() > until:
                last = "\n  ".join(self.log(name).splitlines()[-5:])
                raise BadInput(f"Spark's {name} did not start. Its last words:\n  {last}")
            time.sleep(0.2)

    def stop(self) -> None:
        """Each has a group of processes of its own, with the executors that it started."""
        for sign, seconds in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
            for process in reversed(self.processes.values()):
                try:
                    os.killpg(process.pid, sign)
                except ProcessLookupError:
                    continue
            until = time.monotonic() + seconds
            for process in self.processes.values():
                try:
                    process.wait(max(0.1, until - time.monotonic()))
                except subprocess.TimeoutExpired:
                    continue
        self.processes.clear()


def code_archive(folder: Path) -> Path:
    """The modules of this folder, for workers that have only the native wheel."""
    path = folder / "spark_job.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for source in sorted(HERE.glob("*.py")):
            archive.write(source, f"spark/{source.name}")
    return path


@contextmanager
def session(cores: int = 2, cluster: Cluster | None = None, master: str = "", rows: int = 0,
            memory_gb: int = 4, quiet: bool = True) -> Iterator[SparkSession]:
    """A session with the job's code on every worker; it and its files are gone afterwards."""
    words = environment()
    if master:
        # A cluster of others has Pythons of its own, and must reach this process.
        for name in ("SPARK_LOCAL_IP", "PYSPARK_PYTHON"):
            words.pop(name)
            words |= {name: os.environ[name]} if name in os.environ else {}
    os.environ.update(words)
    folder = Path(tempfile.mkdtemp(prefix="cuibono-spark-"))
    remove = lambda: shutil.rmtree(folder, ignore_errors=True)
    atexit.register(remove)
    url = cluster.url if cluster else master or f"local[{cores}]"
    (folder / "log4j2.properties").write_text(
        "rootLogger.level = error\nrootLogger.appenderRef.stderr.ref = stderr\n"
        "appender.stderr.type = Console\nappender.stderr.name = stderr\n"
        "appender.stderr.target = SYSTEM_ERR\nappender.stderr.layout.type = PatternLayout\n"
        "appender.stderr.layout.pattern = spark: %m%n\n"
        + ("rootLogger.level = off\n" if quiet else ""))
    builder = SparkSession.builder.master(url).appName("cuibono")
    found = settings(folder, cores, rows, memory_gb, bool(cluster)) | settings_of_place(master)
    for key, value in found.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF" if quiet else "ERROR")
    spark.sparkContext.addPyFile(str(code_archive(folder)))
    try:
        yield spark
    finally:
        spark.stop()
        end_gateway()
        remove()


def end_gateway() -> None:
    """spark.stop() leaves the process of Java that this one started; its input closed, it ends."""
    from pyspark import SparkContext

    gateway = SparkContext._gateway
    if gateway is None:
        return
    process = getattr(gateway, "proc", None)
    gateway.shutdown()
    if process is not None:
        process.stdin.close()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    SparkContext._gateway = None
    SparkContext._jvm = None


def settings(folder: Path, cores: int, rows: int, memory_gb: int, is_cluster: bool) -> dict[str, str]:
    partitions = max(2 * cores, rows // 1_000_000)
    found = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": f"{memory_gb}g",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={folder}/log4j2.properties",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(partitions),
        "spark.default.parallelism": str(partitions),
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(ARROW_BATCH_ROWS),
        # A native crash is told with the functions that it happened in; native.py names them by rows.
        "spark.python.worker.faulthandler.enabled": "true",
        "spark.sql.execution.pyspark.udf.faulthandler.enabled": "true",
        "spark.sql.ansi.enabled": "true",  # a sum that does not fit is an error
        "spark.io.compression.codec": "lz4",
    }
    if is_cluster:
        found |= {"spark.executor.memory": f"{max(1, memory_gb - 1)}g", "spark.executor.cores": "1",
                  "spark.executorEnv.PYSPARK_PYTHON": sys.executable,
                  "spark.executorEnv.SPARK_LOCAL_IP": LOOPBACK}
    return found


def first_words(error: BaseException) -> str:
    """What went wrong, without the stacks of Java: our own sentence if it is in there, else Spark's."""
    text = str(error)
    crash = re.search(r"in ([A-Za-z0-9_]+_of_rows?_\w+|[A-Za-z0-9_]+_of_no_rows)", text)
    if crash and "Python worker exited unexpectedly" in text:
        return f"the native module crashed: {crash[1].replace('_', ' ')} (the worker's process died)"
    own = re.search(r"NativeError: (.*)", text)
    if own:
        return own[1].strip()
    asked = re.search(r"(transfers: column id: expected each id once[^\n'\"]*)", text)
    if asked:
        return asked[1].strip()
    return text.strip().splitlines()[0] if text.strip() else type(error).__name__
