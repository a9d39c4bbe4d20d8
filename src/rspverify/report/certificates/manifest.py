"""`certificates.json`: each file of the folder with its hash, each proof, and what each solver said of each obligation.

`schema_version` grows by the rules of semantic versioning. The text is the same on each run with the same solvers: it
holds no times and no places outside of the project."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rspverify.check.certify.collection import Collection, obligations, settled, tally
from rspverify.check.certify.dossier import Uncertified
from rspverify.check.certify.examine import Certified, Examined
from rspverify.check.readings import Readings
from rspverify.report.certificates.words import VACUOUS

MANIFEST = "certificates.json"
FORMAT = "rspverify-certificates"
SCHEMA_VERSION = "1.1"
_MAJOR = "1"

Json = dict[str, object]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def manifest_text(collection: Collection, files: Mapping[str, str], version: str) -> str:
    """The manifest. `files`: the hash of each other file, by its path; `version`: of the package."""
    document: Json = {
        "format": FORMAT,
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "rspverify", "version": version},
        "solvers": [{"name": one.name, "version": one.version} for one in collection.solvers],
        "summary": {
            "proofs": len(collection.proofs),
            "obligations": obligations(collection),
            "settled": settled(collection),
            "answers": {one.name: vars(tally(collection, one.name)) for one in collection.solvers},
            "without_proof": len(collection.without),
            "files_without_results": len(collection.broken),
            "not_selected": collection.left_out,
        },
        "proofs": [_proof(one) for one in collection.proofs],
        "without_proof": [_without(one) for one in collection.without],
        "files_without_results": [{"file": _text(file), "reason": _text(why)} for file, why in collection.broken],
        "files": [{"path": path, "sha256": files[path]} for path in sorted(files)],
    }
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def _proof(one: Certified) -> Json:
    dossier = one.dossier
    return {
        "file": _text(dossier.file),
        "property": dossier.property,
        "wording": _text(dossier.wording),
        "conditions": _text(dossier.conditions),
        "readings": _readings(dossier.readings),
        "reading": dossier.reading,
        "verdict": dossier.verdict,
        "shows": _text(dossier.shows),
        "side": _text(dossier.side),
        "method": dossier.method,
        "k": dossier.k,
        "invariants": [_text(invariant) for invariant in dossier.invariants],
        "left_out": [_text(name) for name in dossier.left_out],
        "folder": dossier.folder,
        "obligations": [_obligation(examined) for examined in one.examined],
    }


def _obligation(examined: Examined) -> Json:
    return {
        "path": examined.obligation.path,
        "name": _text(examined.obligation.name),
        "sha256": examined.sha256,
        "answers": [
            {"solver": said.solver, "answer": said.said, "reason": _text(said.reason)} for said in examined.opinions
        ],
    }


def _without(one: Uncertified) -> Json:
    return {
        "file": _text(one.file),
        "property": one.property,
        "conditions": _text(one.conditions),
        "readings": _readings(one.readings),
        "reading": one.reading,
        "verdict": one.verdict,
        "reason": _text(one.reason),
    }


def _readings(readings: Sequence[Readings]) -> list[dict[str, str]]:
    return [dict(one) for one in readings]


def _text(text: str) -> str:
    """The text with lone surrogates, which JSON readers may refuse, replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


# ---------------------------------------------------------------- the other way


@dataclass(frozen=True)
class ListedProof:
    """A proof as a manifest names it. `obligations`: the paths of its files."""

    title: str
    obligations: tuple[str, ...]


@dataclass(frozen=True)
class Listed:
    """What a manifest says of its folder. `files`: the hash of each file, by its path; `without`: how many results it
    names that have no proof."""

    proofs: tuple[ListedProof, ...]
    files: Mapping[str, str]
    without: int


class NoManifest(ValueError):
    """The text is no manifest; the message says why."""


def read_manifest(text: str) -> Listed:
    """What the manifest says. Raises `NoManifest` for any text that `manifest_text` cannot have written."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise NoManifest("it is not JSON") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise NoManifest(f"it has no `format` that says `{FORMAT}`")
    version = document.get("schema_version")
    if not isinstance(version, str) or version.split(".")[0] != _MAJOR:
        raise NoManifest(f"its `schema_version` is not {_MAJOR}.x")
    listed = [(_string(one, "path"), _string(one, "sha256")) for one in _list(document, "files")]
    files = dict(listed)
    if len(files) < len(listed):
        raise NoManifest("it lists a file twice")
    proofs = tuple(_listed(one, files) for one in _list(document, "proofs"))
    named = [path for proof in proofs for path in proof.obligations]
    scripts = {path for path in files if path.endswith(".smt2")}
    if len(set(named)) < len(named) or set(named) != scripts:
        raise NoManifest("its proofs do not name each obligation exactly once")
    return Listed(proofs, files, len(_list(document, "without_proof")))


def _listed(proof: object, files: Mapping[str, str]) -> ListedProof:
    paths = []
    for one in _list(proof, "obligations"):
        path = _string(one, "path")
        if files.get(path) != _string(one, "sha256"):
            raise NoManifest(f"it gives two hashes for `{path}`, or none")
        paths.append(path)
    reading = _string(proof, "reading")
    parts = [_string(proof, "property"), _string(proof, "conditions"), f"with {reading}" if reading else ""]
    # Manifests of version 1.0 speak of no sides.
    parts.append(_string(proof, "side") if isinstance(proof, dict) and "side" in proof else "")
    if _string(proof, "shows"):
        parts.append(VACUOUS)
    return ListedProof(" ".join(part for part in parts if part), tuple(paths))


def _string(found: object, name: str) -> str:
    value = found.get(name) if isinstance(found, dict) else None
    if not isinstance(value, str):
        raise NoManifest(f"it has no `{name}` where one is needed")
    return value


def _list(found: object, name: str) -> list[object]:
    value = found.get(name) if isinstance(found, dict) else None
    if not isinstance(value, list):
        raise NoManifest(f"it has no list `{name}` where one is needed")
    return value
