"""Small trees for the checks of tools/house: for each check some that break its rule, with the places
that must be found, and one that keeps it. A check that finds nothing here is no check."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable


@dataclass
class Case:
    files: dict[str, str]
    breaks: list[str] = field(default_factory=list)  # file:line of every violation, no other
    prepare: Callable[[Path], None] | None = None

    def plant(self, root: Path) -> None:
        for name, text in self.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            if name.startswith("script/run"):
                path.chmod(0o755)
        if self.prepare:
            self.prepare(root)


def link_program(*libraries: str) -> Callable[[Path], None]:
    """Makes build/release/cuibono, which loads libraries of these names (empty ones)."""

    def prepare(root: Path) -> None:
        out = root / "build/release"
        out.mkdir(parents=True)
        (out / "empty.cc").write_text("int main() { return 0; }\n")
        compiler = ["g++", "-x", "c++", str(out / "empty.cc"), "-x", "none"]
        links = []
        for name in libraries:
            subprocess.run([*compiler, "-shared", "-fPIC", f"-Wl,-soname,{name}", "-o",
                            str(out / name)], check=True)
            links.append(str(out / name))
        subprocess.run([*compiler, "-Wl,--no-as-needed", *links, f"-Wl,-rpath,{out}", "-o",
                        str(out / "cuibono")], check=True)

    return prepare


def copy_from_checkout(*names: str) -> Callable[[Path], None]:
    checkout = Path(__file__).resolve().parent.parent.parent

    def prepare(root: Path) -> None:
        for name in names:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text((checkout / name).read_text())

    return prepare


# In pieces, so that this file itself keeps the rules.
TO_DO = "TO" + "DO"
FIX_ME = "FIX" + "ME"
ROOT_PATH = "/ro" + "ot/case"
TMP_PATH = "/t" + "mp/x"
HOST = "py" + "pi.org"
GOOD_DOOR = "#pragma once\n// What enters, what leaves.\nstruct A {};\n"

PLANTED: dict[str, list[Case]] = {
    "include_arrows": [
        Case({"src/money/trace.cc": '#include "money/trace.h"\n#include "calls/calls.h"\n'},
             ["src/money/trace.cc:2"]),  # a later stage
        Case({"src/money/trace.cc": '#include "evidence/reader.h"\n'},
             ["src/money/trace.cc:1"]),  # past the door
        Case({"src/core/text.cc": '\n  #  include "evidence/evidence.h"\n'}, ["src/core/text.cc:2"]),
        Case({"src/simulation/world.cc": '#include "entities/entities.h"\n'},
             ["src/simulation/world.cc:1"]),
        Case({"src/cooperation/match.cc": '#include "claims/claims.h"\n'},
             ["src/cooperation/match.cc:1"]),
        Case({"src/cli/main.cc": '#include "money/money.h"\n', "python/module.cc":
              '#include "brief/brief.h"\n'}, ["src/cli/main.cc:1", "python/module.cc:1"]),
        Case({"python/module.cc": '#include "investigation/store.h"\n',
              "src/cli/main.cc": '#include "kernel_parts.h"\n'},
             ["python/module.cc:1", "src/cli/main.cc:1"]),  # not what is offered; not its own folder
        Case({"python/module.cc": '#include "arrow_read.h"\n#include "investigation/kernels.h"\n'
              '#include "core/core.h"\n#include "investigation/investigation.h"\n'}),
        Case({"src/brief/page.cc": '#include "simulation/simulation.h"\n#include "engine_id.h"\n'},
             ["src/brief/page.cc:1", "src/brief/page.cc:2"]),
        Case({"src/money/trace.cc": '#include "trace.h"\n'}, ["src/money/trace.cc:1"]),
        Case({"src/other/x.cc": "\n", "src/money/deep/x.cc": "\n"},
             ["src/other/x.cc:1", "src/money/deep/x.cc:1"]),
        Case({"src/money/trace.cc": '#include "money/trace.h"\n#include "core/ids.h"\n'
              '#include "evidence/evidence.h"\n// #include "calls/calls.h"\n'
              '/*\n#include "calls/calls.h"\n*/\n',
              "src/cooperation/match.cc": '#include "entities/entities.h"\n',
              "src/investigation/story.cc": '#include "cooperation/cooperation.h"\n'
              '#include "simulation/simulation.h"\n#include "engine_id.h"\n',
              "src/cli/main.cc": '#include "core/result.h"\n'
              '#include "investigation/investigation.h"\n'}),
    ],
    "library_map": [
        Case({"src/money/trace.cc": "#include <sqlite3.h>\n"}, ["src/money/trace.cc:1"]),
        Case({"src/evidence/a.cc": "#include <re2/re2.h>\n#include <openssl/sha.h>\n"},
             ["src/evidence/a.cc:1", "src/evidence/a.cc:2"]),
        Case({"src/cli/run.cc": "#include <CLI/CLI.hpp>\n"}, ["src/cli/run.cc:1"]),
        Case({"src/server/gate.cc": "#include <boost/beast/http.hpp>\n",
              "src/server/http_server.cc": "#include <boost/beast/http.hpp>\n",
              "src/money/trace.cc": "#include <boost/asio/post.hpp>\n"},
             ["src/server/gate.cc:1", "src/money/trace.cc:1"]),
        Case({"src/core/hash.cc": "#include <sodium.h>\n"}, ["src/core/hash.cc:1"]),
        Case({"src/money/x.h": "#include <unistd.h>\n", "src/money/y.cc": "#include <gtest/gtest.h>\n"},
             ["src/money/x.h:1", "src/money/y.cc:1"]),
        Case({"src/core/platform_hash.cc": "#include <sodium.h>\n#include <unicode/timezone.h>\n",
              "src/cli/grammar.cc": "#include <CLI/CLI.hpp>\n#include <unistd.h>\n",
              "src/money/x_test.cc": "#include <gtest/gtest.h>\n#include <vector>\n",
              "src/core/x_test.cc": "#include <gtest/gtest.h>\n",
              "src/brief/page.cc": "#include <fmt/format.h>\n#include <nlohmann/json.hpp>\n"}),
    ],
    "core_headers": [
        Case({"src/core/hash.h": "#include <cstdint>\n#include <sodium.h>\n"}, ["src/core/hash.h:2"]),
        Case({"src/core/hash.h": "#include <fmt/core.h>\n#include <unistd.h>\n"},
             ["src/core/hash.h:1", "src/core/hash.h:2"]),
        Case({"src/core/hash.h": '#include <cstdint>\n#include "core/ids.h"\n// #include <sodium.h>\n',
              "src/money/money.h": "#include <fmt/core.h>\n"}),
    ],
    "folder_names": [
        Case({"src/common/x.h": "", "src/core/string_utils.h": "", "tools/helpers.py": ""},
             ["src/common/x.h:1", "src/core/string_utils.h:1", "tools/helpers.py:1"]),
        Case({"src/core/commonly_known.h": "", "src/money/futile.h": "", "docs/management.md": ""}),
    ],
    "file_size": [
        Case({"src/money/long.cc": "\n" * 401}, ["src/money/long.cc:401"]),
        Case({"src/money/long.cc": "\n" * 400, "src/money/table.cc": "\n" * 900,
              "tools/tidy_allow.txt": "file_size src/money/table.cc one table, as published\n"}),
    ],
    "unfinished": [
        Case({"src/money/a.cc": f"int a;\n// {TO_DO}: later\n", "script/test": f"# {FIX_ME}\n"},
             ["src/money/a.cc:2", "script/test:1"]),
        Case({"src/money/a.cc": f"int {TO_DO}S;\n"}),
    ],
    "machine_paths": [
        Case({"src/money/a.cc": f'\nconst char* a = "{ROOT_PATH}";\n', "README.md": f"cd {TMP_PATH}\n",
              "script/setup": f"curl https://{HOST}/simple\n"},
             ["src/money/a.cc:2", "README.md:1", "script/setup:1"]),
        Case({"README.md": "demo/case/out, ../shared/data, src/core/tmp/x, a/root/b\n"}),
    ],
    "quiet_source": [
        Case({"src/money/a.cc": "void f() {\n  std::cout << 1;\n  throw 1;\n  std :: abort ();\n"
              "  exit(1);\n  printf(\"x\");\n  std::fputs(\"x\", stderr);\n  assert(true);\n"
              "  fmt::print(\"x\");\n}\n"},
             [f"src/money/a.cc:{line}" for line in range(2, 10)]),
        Case({"src/money/a.h": "inline int big = 1'000; /* 'a' */ inline int c = f('\"'); throw 1;\n"},
             ["src/money/a.h:1"]),  # quotes and digit marks do not hide what follows
        Case({"src/money/a.cc": '// throw exit(1)\n/* std::cout\n abort() */\nauto a = "throw \\" x";\n'
              'auto b = R"(std::cerr << exit(1))";\nvoid on_exit(int);\nbool c = x.exit(1);\n'
              "int n = snprintf(t, 3, f);\nstatic_assert(true);\nint rethrown, throws;\n",
              "src/cli/main.cc": "int main() { std::cout << 1; throw 1; }\n",
              "src/money/a_test.cc": "void f() { throw 1; }\n"}),
    ],
    "money_is_whole": [
        Case({"src/money/a.cc": "double amount_minor = 0;\nstd::vector<double> sums_minor;\n"
              "void f(std::span<const double> a_minor, const float& b_minor);\n"
              "auto c_minor = static_cast<double>(x);\nstruct A { long double d_minor_; };\n"},
             [f"src/money/a.cc:{line}" for line in range(1, 6)]),
        Case({"src/money/a.cc": "std::int64_t amount_minor = 0; double share;\n"
              "void f(double rate, std::int64_t amount_minor);\n// double x_minor\n"
              "double rate = 1; auto b_minor = g(rate);\n"}),
    ],
    "doors": [
        Case({"src/money/trace.h": ""}, ["src/money/money.h:1"]),
        Case({"src/money/money.h": "#pragma once\nstruct A {};\n// late\n"}, ["src/money/money.h:1"]),
        Case({"src/money/money.h": "#pragma once\n" + "// a\n" * 21}, ["src/money/money.h:1"]),
        Case({"src/money/money.h": GOOD_DOOR, "src/core/core.h": "// a\n" * 20 + "#pragma once\n"}),
    ],
    "vocabulary": [
        Case({"src/money/money.h": ""}, ["docs/vocabulary.md:1"]),
        Case({"src/money/money.h": "", "src/cli/main.cc": 'app.add_subcommand("trace", "x");\n',
              "docs/vocabulary.md": "| word | meaning | where |\n|---|---|---|\n| cli | c | d |\n"},
             ["docs/vocabulary.md:1"]),
        Case({"src/money/money.h": "", "docs/vocabulary.md": "| money | m | n |\n| money | m | n |\n"
              "| a | b |\n"}, ["docs/vocabulary.md:2", "docs/vocabulary.md:3"]),
        Case({"src/cli/main.cc": "int main() {}\n", "docs/vocabulary.md": "| cli | m | n |\n"},
             ["src/cli/main.cc:1"]),
        Case({"src/money/money.h": "", "src/cli/main.cc": 'app.add_subcommand(\n  "trace", "x");\n',
              "docs/vocabulary.md": "# Words\n\n| word | meaning | where |\n|---|---|---|\n"
              "| `trace`, money | m | n |\n| cli | c | d |\n"}),
    ],
    "scripts": [
        Case({"script/demo": "#!/usr/bin/env bash\ntrue\n"}, ["script/demo:1"]),
        Case({"script/run": "#!/usr/bin/env bash\nif true\n"}, ["script/run:1"]),
        Case({"script/run": "true\n"}, ["script/run:1"]),
        Case({"script/run": "#!/usr/bin/env bash\ntrue\n", "script/progress.sh": "a() { true; }\n"}),
    ],
    "links": [
        Case({"docs/a.md": "\n[b](b.md) and ![c](../pictures/c.png)\n", "docs/b.md": ""},
             ["docs/a.md:2"]),
        Case({"README.md": "```sh\nscript/run\nscript/gone --now\n```\nscript/gone\n",
              "script/run": "#!/usr/bin/env bash\n"}, ["README.md:3"]),
        Case({"docs/a.md": "[b](b.md#part) [w](https://example.org) [r](../README.md)\n",
              "docs/b.md": "[p](late.png)\n", "README.md": "",
              "tools/tidy_allow.txt": "links docs/late.png made by the first run\n"}),
    ],
    "allowances": [
        Case({"tools/tidy_allow.txt": "# exceptions\nfile_size src/a.cc\n"},
             ["tools/tidy_allow.txt:1"]),
        Case({"tools/tidy_allow.txt": "file_size src/a.cc one table, as published\n"}),
    ],
    "headers_alone": [
        Case({"src/money/a.h": "#pragma once\ninline std::string a;\n"}, ["src/money/a.h:1"]),
        Case({"src/money/a.h": "struct A {};\n"}, ["src/money/a.h:1"]),  # twice in one file
        Case({"src/money/a.h": "#pragma once\ninline int a(long b) { return b; }\n"},
             ["src/money/a.h:1"]),  # a warning is an error
        Case({"src/money/a.h": '#pragma once\n#include <string>\n#include "money/b.h"\n'
              "inline std::string a(B);\n", "src/money/b.h": "#pragma once\nstruct B {};\n"}),
    ],
    "must_not_compile": [
        Case({}, ["tests/house/must_not_compile:1"]),
        Case({"tests/house/must_not_compile/a.cc": "// expect: nodiscard\nint f();\n"
              "#ifdef SIN\nvoid g() { f(); }\n#endif\n"}, ["tests/house/must_not_compile/a.cc:1"]),
        Case({"tests/house/must_not_compile/a.cc": "// expect: nodiscard\n#ifdef SIN\nint f()\n#endif\n"},
             ["tests/house/must_not_compile/a.cc:1"]),  # refused, but for another reason
        Case({"tests/house/must_not_compile/a.cc": "// expect: nodiscard\n[[nodiscard]] int f();\n"
              "void g() { f(); }\n#ifdef SIN\n#endif\n"}, ["tests/house/must_not_compile/a.cc:1"]),
        Case({"tests/house/must_not_compile/a.cc": "[[nodiscard]] int f();\n"},
             ["tests/house/must_not_compile/a.cc:1"]),
        Case({"tests/house/must_not_compile/a.cc": "// expect: nodiscard\n[[nodiscard]] int f();\n"
              "#ifdef SIN\nvoid g() { f(); }\n#endif\n"}),
    ],
    "format": [
        Case({"src/money/a.cc": "int a;\nint   b;\n"}, ["src/money/a.cc:2"],
             copy_from_checkout(".clang-format")),
        Case({"src/money/a.cc": "int a;\nint b;\n"}, [], copy_from_checkout(".clang-format")),
    ],
    "loaded_libraries": [
        Case({}, ["build/release/cuibono:1"], link_program("libcrypto.so.3")),
        Case({}, ["build/release/cuibono:1"], link_program("libfine.so.1", "libre2.so.9")),
        Case({}, [], link_program("libfine.so.1", "libcryptology.so.1")),
    ],
    "engine_id": [
        Case({}, ["cmake/engine_id.cmake:1"]),
        Case({"cmake/engine_id.cmake": 'file(WRITE ${OUT} "#define CUIBONO_ENGINE_HASH '
              '\\"0123456789abcdef\\"\\n#define CUIBONO_VERSION \\"${VERSION}\\"\\n")\n'},
             ["cmake/engine_id.cmake:1"]),  # an id that never changes
        Case({}, [], copy_from_checkout("cmake/engine_id.cmake")),
    ],
}
