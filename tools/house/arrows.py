"""The map of the stages: which file may include which."""

from __future__ import annotations

import re

from .tree import Outcome, Tree, check

ROW = ("core formats evidence entities claims network money calls organisation leads brief").split()
SEES: dict[str, set[str]] = {stage: set(ROW[:place]) for place, stage in enumerate(ROW)}
SEES |= {
    "simulation": {"core", "formats", "evidence"},
    "cooperation": {"core", "formats", "evidence", "entities"},
    "investigation": {*ROW, "simulation", "cooperation"},
    "cli": {"core", "investigation", "server"},
    "server": {"core", "investigation"},
    "python": {"core", "investigation"},
}

# Besides its door, what a stage offers to those who may see it: for a border that needs a part alone.
OFFERED: dict[str, set[str]] = {
    "investigation": {"kernels.h", "table.h", "tables.h"},  # docs/decisions/python.md
    # For investigation/kernels.h: docs/decisions/python.md.
    "money": {"shape_counts.h", "amount_statistics.h"},
    # A writer and a reader of tables column by column; readers of rows need not be built again for them.
    "formats": {"typed_table.h", "column_table.h", "parquet_columns.h"},
}

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')

# Libraries of others: the start of what is included, and the stages that may.
LIBRARIES: dict[str, set[str]] = {
    "sodium": {"core", "server"},
    "expat.h": {"formats"},
    "archive": {"formats"},
    "freexl.h": {"formats"},
    "gmime/": {"formats"},
    "unicode/": {"core", "formats", "evidence", "entities", "claims", "brief", "simulation"},
    "phonenumbers/": {"evidence", "entities"},
    "simdjson.h": {"formats", "evidence"},
    "yaml-cpp/": {"formats", "evidence", "investigation"},
    "toml++/": {"evidence", "money", "investigation"},
    "sqlite3.h": {"investigation"},
    "boost/multiprecision/": {"money"},
    "boost/asio/": {"server"},
    "boost/beast/": {"server"},
    "CLI/": {"cli"},
    "nanobind/": {"python"},
    "nlohmann/": set(SEES) - {"core"},
    "fmt/": set(SEES) - {"core"},
    "gtest/": set(SEES),
    "gmock/": set(SEES),
}

STANDARD = set(
    """algorithm any array atomic barrier bit bitset charconv chrono cassert cctype cerrno cfenv
    cfloat cinttypes climits clocale cmath codecvt compare complex concepts condition_variable
    coroutine csetjmp csignal cstdarg cstddef cstdint cstdio cstdlib cstring ctime cuchar cwchar
    cwctype deque exception execution filesystem forward_list fstream functional future
    initializer_list iomanip ios iosfwd iostream istream iterator latch limits list locale map
    memory memory_resource mutex new numbers numeric optional ostream queue random ranges ratio
    regex scoped_allocator semaphore set shared_mutex source_location span sstream stack stdexcept
    stop_token streambuf string string_view syncstream system_error thread tuple type_traits
    typeindex typeinfo unordered_map unordered_set utility valarray variant vector version""".split()
)
# The operating system, and intrinsics of the baseline processor: in .cc files only.
SYSTEM = re.compile(
    r"^(sys/\w+|linux/\w+|arpa/inet|netinet/in|unistd|malloc|fcntl|locale|dirent|signal|poll|errno|pwd|termios|spawn|dlfcn|"
    r"langinfo|[a-z]?[a-z]?mmintrin|immintrin)\.h$"
)


def stage_of(name: str) -> str | None:
    parts = name.split("/")
    if parts[0] == "src" and len(parts) == 3 and parts[1] in SEES:
        return parts[1]
    if parts[0] == "python":
        return "python"
    return None


def cpp_files(tree: Tree) -> list[str]:
    return tree.under("src/", "python/", ends=(".h", ".cc"))


@check("include_arrows", "A file includes its own folder, core, and the door of an earlier stage")
def include_arrows(tree: Tree) -> Outcome:
    outcome = Outcome()
    for name in cpp_files(tree):
        stage = stage_of(name)
        if stage is None:
            outcome.violations.append(
                f"{name}:1: not in a folder of the map (src/<stage>/file, stages: {' '.join(SEES)})")
            continue
        for number, line in enumerate(tree.code(name), 1):
            found = INCLUDE.match(line)
            if not found or not found.group(1):
                continue
            target = found.group(1)
            if target == "engine_id.h" and stage == "investigation":
                continue
            if stage == "python" and "/" not in target:
                continue  # its own folder, which stands at the top
            folder, _, rest = target.partition("/")
            if folder in (stage, "core") and rest:
                if folder == stage or "core" in SEES[stage]:
                    continue
            if folder not in SEES[stage]:
                reason = (f"{stage} does not see {folder}" if folder in SEES
                          else "write it as <stage>/file.h")
            elif rest != f"{folder}.h" and rest not in OFFERED.get(folder, set()):
                reason = f"only the door {folder}/{folder}.h may be included from outside {folder}"
            else:
                continue
            outcome.violations.append(f'{name}:{number}: "{target}": {reason}')
    return outcome


@check("library_map", "A library of others is included only in the stages that may use it")
def library_map(tree: Tree) -> Outcome:
    outcome = Outcome()
    for name in cpp_files(tree):
        stage = stage_of(name)
        for number, line in enumerate(tree.code(name), 1):
            found = INCLUDE.match(line)
            if stage is None or not found or not found.group(2):
                continue
            target = found.group(2)
            if target in STANDARD or (SYSTEM.match(target) and name.endswith(".cc")):
                continue
            stages = next((s for start, s in LIBRARIES.items() if target.startswith(start)), None)
            place = f"{name}:{number}: <{target}>: "
            if stages is None:
                outcome.violations.append(
                    place + "not a library of this project (docs/decisions/libraries.md)")
            elif stage not in stages:
                outcome.violations.append(place + f"not for {stage}")
            elif target.startswith("CLI/") and name != "src/cli/grammar.cc":
                outcome.violations.append(place + "only src/cli/grammar.cc: it costs 8 seconds a file")
            elif (target.startswith(("boost/asio/", "boost/beast/"))
                  and name != "src/server/http_server.cc"):
                outcome.violations.append(place + "only src/server/http_server.cc: it is slow to compile")
            elif (stage == "core" and not target.startswith(("gtest/", "gmock/"))
                  and not name.startswith("src/core/platform_")):
                outcome.violations.append(place + "in core only platform_*.cc may use a library")
            elif target.startswith(("gtest/", "gmock/")) and not name.endswith("_test.cc"):
                outcome.violations.append(place + "only in *_test.cc")
    return outcome


@check("core_headers", "core headers include the standard library and each other, nothing else")
def core_headers(tree: Tree) -> Outcome:
    outcome = Outcome()
    for name in tree.under("src/core/", ends=(".h",)):
        for number, line in enumerate(tree.code(name), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            target = found.group(1) or found.group(2)
            fine = target.startswith("core/") if found.group(1) else target in STANDARD
            if not fine:
                outcome.violations.append(f"{name}:{number}: {target} is not the standard library")
    return outcome
