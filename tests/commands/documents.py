"""Documents that show the command line at work: files, commands, exact output, exit codes.

    ```rsp news.rsp          makes the file `news.rsp`
    ```console               commands after `$ `, each followed by its output (both streams, as a reader sees them)
    [exit 1]                 after the output of a command whose exit code is not 0

Commands run in one empty folder for each document, by bash, with the `rspverify` of this Python."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<name>\S+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def documents() -> list[Path]:
    return sorted(HERE.glob("*.md"))


def recorded(text: str) -> str:
    """The document with the outputs that its commands have now."""
    with tempfile.TemporaryDirectory(prefix="rspverify-") as name:
        folder = Path(name) / "work"
        (folder / ".git").mkdir(parents=True)  # the root of the project, whatever is above it
        return replayed(text, folder)


def replayed(text: str, folder: Path) -> str:
    """The same with commands that run in a folder that is there already."""
    return _BLOCK.sub(lambda block: _block(block, folder), text)


def _block(block: re.Match[str], folder: Path) -> str:
    kind, name, body = block["kind"], block["name"], block["body"]
    if kind != "console":
        if name:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(body, encoding="utf-8")
        return block[0]
    lines = [line for line in body.split("\n") if line.startswith("$ ")]
    return "```console\n" + "".join(_run(line.removeprefix("$ "), folder) for line in lines) + "```"


def _run(command: str, folder: Path) -> str:
    completed = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
        check=False,
    )
    output = completed.stdout.decode("utf-8").strip("\n")
    shown = f"$ {command}\n" + (f"{output}\n" if output else "")
    return shown + (f"[exit {completed.returncode}]\n" if completed.returncode else "")


def environment() -> dict[str, str]:
    """What commands see: this Python's programs first, UTF-8, no terminal, no results of earlier runs."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    home = tempfile.gettempdir()
    text = {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "TERM": "dumb"}
    return {"PATH": path, "HOME": home, "RSPVERIFY_CACHE": "off", **text}
