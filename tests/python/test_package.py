"""The package as others get it: alone in an empty environment, typed, tidy, and with pages that are true."""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import cuibono
from cuibono import _native

ROOT = Path(__file__).resolve().parent.parent.parent
WHEELS = ROOT / "build/wheels"


def run(*words: str, cwd: Path | str = ROOT) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def code_blocks(page: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


class Package(unittest.TestCase):
    def test_alone_in_an_empty_environment(self) -> None:
        wheels = sorted(WHEELS.glob("cuibono-*.whl"))
        self.assertEqual(len(wheels), 1)
        with tempfile.TemporaryDirectory() as folder:
            run(sys.executable, "-m", "venv", "--without-pip", f"{folder}/empty")
            python = f"{folder}/empty/bin/python"
            run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index",
                "--no-deps", str(wheels[0]))
            missing = run(python, "-c", "import importlib.util as u\n"
                          "print(any(u.find_spec(n) for n in ('numpy', 'pyarrow', 'pandas')))")
            self.assertEqual(missing.strip(), "False")
            said = run(python, str(ROOT / "docs/examples/first_case.py"), cwd=folder)
            self.assertIn("one number, written twice: True", said)
            self.assertRegex(said, r"the traces of euros end at [1-9]\d* places with [1-9]\d* cents")
            self.assertTrue((Path(folder) / "a_small_case/out/brief.html").exists())

    def test_the_module_loads_no_arrow_no_openssl_no_re2(self) -> None:
        loaded = run("ldd", str(_native.__file__))
        self.assertIn("libicu", loaded)
        self.assertIsNone(re.search(r"libarrow|libparquet|libssl|libcrypto|libre2", loaded))

    def test_types_hold(self) -> None:
        with tempfile.TemporaryDirectory() as cache:
            run(sys.executable, "-m", "mypy", "--strict", "--cache-dir", cache,
                "docs/examples/first_case.py", "python/cuibono")

    def test_wrong_types_are_told(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "wrong.py").write_text(
                "import cuibono\ncuibono.open(17)\ncuibono.trace('x', [1])\n"
                "name: str = cuibono.engine().folder\n")
            with self.assertRaises(AssertionError) as told:
                run(sys.executable, "-m", "mypy", "--strict", "--cache-dir", folder, "wrong.py",
                    cwd=folder)
            self.assertIn("Found 3 errors", str(told.exception))

    def test_the_stubs_name_what_there_is(self) -> None:
        stubs = (ROOT / "python/cuibono/_native.pyi").read_text()
        told = set(re.findall(r"^(?:class|def) (\w+)", stubs, re.MULTILINE))
        there = {name for name in dir(_native) if not name.startswith("_")}
        self.assertEqual(told, there)
        for name in ("Table", "Run", "Case"):
            body = stubs.split(f"class {name}:")[1].split("\nclass ")[0].split("\ndef ")[0]
            methods = set(re.findall(r"^    def (\w+)", body, re.MULTILINE))
            has = set(dir(getattr(_native, name)))
            self.assertEqual(methods - has - {"__iter__"}, set(), name)
            self.assertEqual({n for n in has if not n.startswith("_")} - methods, set(), name)

    def test_ruff_is_content(self) -> None:
        run(sys.executable, "-m", "ruff", "check", "--no-cache", "python", "tests/python",
            "docs/examples/first_case.py")

    def test_everything_public_is_explained(self) -> None:
        for name in cuibono.__all__:
            self.assertTrue(inspect.getdoc(getattr(cuibono, name)), name)


class Pages(unittest.TestCase):
    def execute(self, blocks: list[str]) -> None:
        """Runs the blocks of a page one after another, in one fresh interpreter and folder."""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "page.py").write_text("\n".join(blocks), encoding="utf-8")
            run(sys.executable, "page.py", cwd=folder)

    def test_docs_python(self) -> None:
        blocks = code_blocks(ROOT / "docs/python.md")
        self.assertGreater(len(blocks), 3)
        self.execute(blocks)

    def test_readme(self) -> None:
        blocks = code_blocks(ROOT / "README.md")
        self.assertEqual(len(blocks), 1)
        self.execute(blocks)

    def test_notebook(self) -> None:
        page = json.loads((ROOT / "docs/examples/first_look.ipynb").read_text(encoding="utf-8"))
        cells = [cell for cell in page["cells"] if cell["cell_type"] == "code"]
        self.assertGreater(len(cells), 5)
        self.assertTrue(all(not cell["outputs"] for cell in cells))
        names: dict[str, object] = {"__name__": "__main__"}
        before = os.getcwd()
        for number, cell in enumerate(cells):
            # As a notebook does: what the last statement says is shown, as a page where it can be one.
            body = ast.parse("".join(cell["source"])).body
            last = body.pop() if isinstance(body[-1], ast.Expr) else None
            exec(compile(ast.Module(body, []), f"cell {number}", "exec"), names)  # noqa: S102
            if last is None:
                continue
            shown = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names)
            page_of = getattr(shown, "_repr_html_", None)
            self.assertTrue(page_of is None or "<" in page_of())
            if hasattr(shown, "__len__"):
                self.assertGreater(len(shown), 0, f"cell {number} shows nothing")
        self.assertEqual(os.getcwd(), before)
        self.assertLess(*[len(names[run].findings) for run in ("earlier", "run")])  # type: ignore[attr-defined]


if __name__ == "__main__":
    unittest.main()
