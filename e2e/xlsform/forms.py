"""Forms to compare on: those that public packages ship, and others drawn from a seed.

Writes, for each, NAME.json (its sheets), and, where pyxform and ODK Validate accept it, NAME.xml. Never keeps a copy of a form
that it did not make: those of packages are read where pip put them, and what is written goes to the folder given.

    forms.py OUT PACKAGES [SEED [HOW_MANY]]
"""

import datetime
import json
import pathlib
import random
import shutil
import subprocess
import sys

import pyxform
from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import get_xlsform
from pyxform.xls2xform import convert

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")


def tables(path):
    """The sheets of a workbook as pyxform reads them: a header, then rows of texts."""
    book = get_xlsform(xlsform=str(path))
    out = {}
    for name in SHEETS:
        rows = getattr(book, name, None) or []
        header = getattr(book, f"{name}_header", None) or []
        columns = list(header[0]) if header else []
        for row in rows:
            columns += [column for column in row if column not in columns]
        if columns:
            out[name] = [columns] + [[str(row.get(column, "") or "") for column in columns] for row in rows]
    return out


def packaged(folder):
    """The workbooks that packages ship, beside their own tests."""
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.suffix in (".xls", ".xlsx") and not path.name.startswith("~"):
            try:
                yield f"real-{path.stem}", path, tables(path)
            except Exception as error:  # A workbook that pyxform itself cannot open compares with nothing.
                print(f"left aside: {path.name}: {type(error).__name__}", file=sys.stderr)


class Draw:
    """One form, drawn."""

    def __init__(self, seed, size):
        self.chance = random.Random(seed)
        self.size = size
        self.survey = []
        self.known = []  # (name, kind, depth in repeats as a tuple)
        self.repeats = []
        self.next = 0
        self.hidden = 0  # open groups that may be not relevant: see "what differs" in docs/xlsform.md

    def one(self, *of):
        return self.chance.choice(of)

    def maybe(self, share):
        return self.chance.random() < share

    def name(self, stem):
        self.next += 1
        return f"{stem}{self.next}"

    def seen(self, *kinds):
        """A question seen from here: outside repeats, or in one that is open."""
        near = [n for n, k, r in self.known if k in kinds and r == tuple(self.repeats[: len(r)])]
        return self.chance.choice(near) if near else None

    def number(self):
        name = self.seen("integer", "decimal", "count")
        if name and self.maybe(0.8):
            return f"${{{name}}}"
        return str(self.chance.randint(0, 40))

    def text(self):
        name = self.seen("text", "one", "many", "integer")
        if name and self.maybe(0.8):
            return f"${{{name}}}"
        return self.one("'Awa'", "'a b c'", "'0701020304'", "''", "'Zan'")

    def condition(self, depth=0):
        if depth < 2 and self.maybe(0.3):
            joint = self.one("and", "or")
            return f"({self.condition(depth + 1)}) {joint} ({self.condition(depth + 1)})"
        kind = self.chance.randrange(9)
        one, many, date = self.seen("one"), self.seen("many"), self.seen("date")
        if kind == 0 and one:
            return f"${{{one}}} = '{self.one('a', 'b', 'c')}'"
        if kind == 1 and many:
            return f"selected(${{{many}}}, '{self.one('a', 'b', 'c')}')"
        if kind == 2 and many:
            return f"count-selected(${{{many}}}) {self.one('>', '<', '>=')} {self.chance.randint(0, 3)}"
        if kind == 3:
            return f"not({self.number()} > {self.number()})"
        if kind == 4:
            return f"{self.text()} != ''"
        if kind == 5:
            return f"string-length({self.text()}) > {self.chance.randint(0, 4)}"
        if kind == 6 and date:
            return f"${{{date}}} {self.one('<', '>', '<=')} {self.one('today()', chr(39) + '2020-06-15' + chr(39), 'date(' + chr(39) + '2019-01-31' + chr(39) + ')')}"
        if kind == 7:
            return f"starts-with({self.text()}, 'A') or contains({self.text()}, '0')"
        return f"{self.number()} {self.one('>', '<', '=', '!=', '>=', '<=')} {self.number()}"

    def formula(self):
        n, t, c = self.number, self.text, self.condition
        date = self.seen("date")
        many = self.seen("many")
        drawn = [
            lambda: f"{n()} + {n()} * {n()}",
            lambda: f"({n()} - {n()}) div {n()}",
            lambda: f"{n()} mod 7",
            lambda: f"round({n()} div 3, 2)",
            lambda: f"int({n()} div 2.5)",
            lambda: f"if({c()}, {n()}, {t()})",
            lambda: f"if({c()}, 'oui', if({c()}, 'peut-etre', 'non'))",
            lambda: f"concat({t()}, ' - ', {n()})",
            lambda: f"join(', ', {t()}, {t()}, {n()})",
            lambda: f"coalesce({t()}, {t()})",
            lambda: f"substr({t()}, {self.chance.randint(0, 2)}, {self.chance.randint(1, 5)})",
            lambda: f"substr({t()}, {self.one(1, -2)})",
            lambda: f"string-length({t()})",
            lambda: f"min({n()}, {n()}) + max({n()}, {n()})",
            lambda: f"pow({n()}, 2)",
            lambda: f"abs({n()} - {n()})",
            lambda: f"sqrt({n()})",
            lambda: f"translate({t()}, 'abcA', 'xyz')",
            lambda: f"normalize-space(concat(' ', {t()}, '  ', {t()}))",
            lambda: f"number({t()})",
            lambda: f"string({n()})",
            lambda: f"boolean-from-string({t()})",
            lambda: c(),
            lambda: f"ends-with({t()}, 'a')",
            lambda: f"checklist(1, 2, {c()}, {c()}, {c()})",
            lambda: f"weighted-checklist(2, 5, {c()}, 2, {c()}, 3)",
            lambda: f"substring-before({t()}, ' ')",
            lambda: f"digest({t()}, 'SHA-256', 'hex')",
            lambda: f"once({t()})",
            lambda: f"count-selected(${{{many}}})" if many else n(),
            lambda: f"selected-at(${{{many}}}, {self.chance.randint(0, 2)})" if many else t(),
            lambda: f"jr:choice-name(selected-at(${{{many}}}, 0), '${{{many}}}')" if many else t(),
            lambda: f"format-date(${{{date}}}, '%d/%m/%Y')" if date else n(),
            lambda: f"int((today() - ${{{date}}}) div 365.25)" if date else n(),
            lambda: f"decimal-date-time(${{{date}}})" if date else n(),
            lambda: f"date(decimal-date-time(${{{date}}}) + {n()})" if date else n(),
        ]
        return self.chance.choice(drawn)()

    def extras(self, row, may_hide=True):
        if may_hide and self.maybe(0.35):
            row["relevant"] = self.condition()
        if row["type"] not in ("calculate", "begin_group") and self.maybe(0.2):
            row["required"] = self.one("yes", "true()", "no", self.condition())
            row["required_message"] = "Il faut repondre."
        return row

    def question(self):
        kind = self.one("text", "integer", "decimal", "one", "one", "many", "date", "calculate", "calculate", "calculate", "note", "filter", "range", "time", "default", "ack", "rank", "other")
        inside = tuple(self.repeats)
        row = {"name": self.name("q"), "label": "Une question ?"}
        if kind in ("text", "integer", "decimal", "date", "time"):
            row["type"] = kind
            constraint = {
                "text": ["string-length(.) > 1", "regex(., '^[A-Z].*$')", ". != 'Awa'", "contains(., 'a')"],
                "integer": [". >= 0 and . < 60", ". mod 2 = 0", ". > 3 or . = 0"],
                "decimal": [". < 100", "round(., 1) = ."],
                "date": [". <= today()", ". > '2015-01-01'"],
                "time": [". != ''"],
            }[kind]
            if self.maybe(0.4):
                row["constraint"] = self.chance.choice(constraint)
                row["constraint_message"] = "Cela ne va pas."
        elif kind == "default":
            fixed = [("text", "Awa"), ("integer", "7"), ("date", "2021-03-04")]
            computed = [("text", "concat('a', 'b')"), ("integer", "3 + 4"), ("date", "today()")]
            row["type"], row["default"] = self.one(*fixed, *([] if self.hidden else computed)) 
        elif kind in ("one", "many", "rank"):
            listed = self.one("abc", "long")
            row["type"] = {"one": "select_one ", "many": "select_multiple ", "rank": "rank "}[kind] + listed
            if kind == "many" and self.maybe(0.4):
                row["constraint"] = "count-selected(.) <= 2"
        elif kind == "other":
            row["type"] = "select_one autre or_other"
        elif kind == "filter":
            zone = self.seen("zone")
            row["type"] = "select_one ville" if zone else "select_one zone"
            if zone:
                row["choice_filter"] = self.one(f"zone = ${{{zone}}}", f"zone = ${{{zone}}} or name = 'v1'", f"not(zone = ${{{zone}}})")
        elif kind == "calculate":
            row = {"type": "calculate", "name": row["name"], "calculation": self.formula()}
        elif kind == "range":
            row["type"], row["parameters"] = "range", self.one("start=0 end=10 step=2", "start=1 end=5 step=1", "start=0.25 end=1.25 step=0.5")
        elif kind == "ack":
            row["type"] = "acknowledge"
        else:
            row["type"] = "note"
            earlier = self.seen("text", "integer")
            if earlier:
                row["label"] = f"Bonjour ${{{earlier}}}"
        if kind != "note":
            self.extras(row, may_hide="(" not in row.get("default", "") and "+" not in row.get("default", ""))
        self.survey.append(row)
        if kind == "default":
            kind = row["type"]
        elif kind == "filter":
            kind = "ville" if "choice_filter" in row else "zone"
        self.known.append((row["name"], {"other": "other", "range": "decimal"}.get(kind, kind), inside))

    def block(self, left):
        if left > 4 and self.maybe(0.12):
            group = self.extras({"type": "begin_group", "name": self.name("g"), "label": "Un groupe"})
            self.survey.append(group)
            inner = self.chance.randint(2, left - 2)
            self.hidden += "relevant" in group
            self.fill(inner)
            self.hidden -= "relevant" in group
            self.survey.append({"type": "note", "name": self.name("n"), "label": "Fin du groupe"})
            self.survey.append({"type": "end_group"})
            return inner + 2
        if left > 5 and len(self.repeats) < 2 and not self.hidden and self.maybe(0.12):
            return self.repeat(left)
        self.question()
        return 1

    def repeat(self, left):
        name = self.name("r")
        row = {"type": "begin_repeat", "name": name, "label": "Une personne"}
        counter = self.seen("integer")
        counted = self.maybe(0.5)
        if counted:
            row["repeat_count"] = self.one("2", "1 + 2", f"coalesce(${{{counter}}}, 0) mod 4" if counter else "3")
        self.survey.append(row)
        outer = tuple(self.repeats)
        self.repeats.append(name)
        inner = self.chance.randint(2, min(6, left - 2))
        before = len(self.known)
        self.fill(inner)
        if self.maybe(0.6):
            self.survey.append({"type": "calculate", "name": self.name("p"), "calculation": "position(..)"})
        self.survey.append({"type": "end_repeat"})
        self.repeats.pop()
        kinds = {kind: n for n, kind, inside in self.known[before:] if inside == (*outer, name)}
        asks = [f"count(${{{name}}})"]
        for kind in ("integer", "decimal"):
            if kind in kinds:
                asks += [f"sum(${{{kinds[kind]}}})", f"max(${{{kinds[kind]}}})", f"count-non-empty(${{{kinds[kind]}}})"]
        if "text" in kinds:
            asks += [f"join(' ', ${{{kinds['text']}}})"]
            if not outer:
                asks += [f"indexed-repeat(${{{kinds['text']}}}, ${{{name}}}, 2)"]
        for ask in self.chance.sample(asks, min(2, len(asks))):
            self.survey.append({"type": "calculate", "name": self.name("s"), "calculation": ask})
            self.known.append((self.survey[-1]["name"], "count", outer))
        return inner + 2

    def fill(self, size):
        while size > 0:
            size -= self.block(size)

    def form(self):
        self.fill(self.size)
        names = [row["name"] for row in self.survey if row.get("name")]
        if self.maybe(0.3):
            for row in self.survey:
                if "label" in row:
                    label = row.pop("label")
                    row["label::Francais (fr)"], row["label::English (en)"] = label, "A question?"
        choices = [{"list_name": "abc", "name": n, "label": n.upper()} for n in "abc"]
        choices += [{"list_name": "long", "name": f"l{n}", "label": f"Choix {n}"} for n in range(8)]
        choices += [{"list_name": "autre", "name": n, "label": n.upper()} for n in "de"]
        choices += [{"list_name": "zone", "name": f"z{n}", "label": f"Zone {n}"} for n in range(3)]
        choices += [{"list_name": "ville", "name": f"v{n}", "label": f"Ville {n}", "zone": f"z{n % 3}"} for n in range(9)]
        if self.maybe(0.2):
            self.spoil(names)
        return {"survey": self.survey, "choices": choices, "settings": [{"form_title": "Essai", "form_id": "essai"}]}

    def spoil(self, names):
        """One mistake that somebody makes."""
        asked = [row for row in self.survey if not row["type"].startswith(("end", "begin"))]
        row = self.chance.choice(asked)
        mistake = self.chance.randrange(12)
        if mistake == 0:
            row["relevant"] = "${absent} = 1"
        elif mistake == 1:
            row["relevant"] = "(1 = 1"
        elif mistake == 2:
            row["type"] = "select_one inconnue"
        elif mistake == 3:
            row["type"] = "texte"
        elif mistake == 4:
            row["name"] = "deux mots"
        elif mistake == 5:
            self.survey.append({"type": "end_group"})
        elif mistake == 6:
            self.survey.append({"type": "begin_group", "name": "ouvert", "label": "Ouvert"})
        elif mistake == 7:
            row["relevant"] = f"${{{row['name']}}} = 1"
        elif mistake == 8:
            self.survey += [{"type": "calculate", "name": "c1", "calculation": "${c2} + 1"}, {"type": "calculate", "name": "c2", "calculation": "${c1} + 1"}]
        elif mistake == 9:
            self.survey.append({"type": "calculate", "name": "vide"})
        elif mistake == 10:
            row["constraint"] = "inconnue(.) = 1"
        else:
            self.survey += [{"type": "text", "name": "double", "label": "D"}, {"type": "text", "name": "double", "label": "D"}]


def as_tables(form):
    out = {}
    for name, rows in form.items():
        columns = []
        for row in rows:
            columns += [column for column in row if column not in columns]
        out[name] = [columns] + [[str(row.get(column, "")) for column in columns] for row in rows]
    return out


def validate(out, names):
    """What ODK Validate says of forms, many at a time; nothing where there is no Java."""
    java = shutil.which("java")
    jar = pathlib.Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
    if not java or not jar.is_file():
        print("without Java, ODK Validate is left out", file=sys.stderr)
        return {}
    refused = {}
    for at in range(0, len(names), 40):
        some = names[at : at + 40]
        files = [str(out / f"{name}.xml") for name in some]
        said = subprocess.run([java, "-Xmx512m", "-jar", str(jar), *files], capture_output=True, text=True, timeout=300)
        listed = (said.stdout + said.stderr).split("The following files failed validation:")
        failed = listed[1] if len(listed) > 1 else ""
        for name, file in zip(some, files):
            if file in failed:
                refused[name] = "ODK Validate"
    return refused


def main():
    out, packages = pathlib.Path(sys.argv[1]), sys.argv[2]
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    many = int(sys.argv[4]) if len(sys.argv) > 4 else 200
    out.mkdir(parents=True, exist_ok=True)
    forms = [(name, path, sheets) for name, path, sheets in packaged(packages)]
    for number in range(many):
        form = Draw(seed * 100_000 + number, 4 + number % 40).form()
        forms.append((f"drawn-{number:03}", form, as_tables(form)))
    verdicts, converted = {}, []
    for name, source, sheets in forms:
        (out / f"{name}.json").write_text(json.dumps({"sheets": sheets}), encoding="utf-8")
        try:
            given = str(source) if isinstance(source, pathlib.Path) else source
            (out / f"{name}.xml").write_text(convert(xlsform=given, validate=False, form_name="data").xform, encoding="utf-8")
            converted.append(name)
            verdicts[name] = ""
        except (PyXFormError, Exception) as error:
            verdicts[name] = f"pyxform: {str(error)[:300]}"
    verdicts.update(validate(out, converted))
    (out / "verdicts.json").write_text(json.dumps(verdicts, indent=1), encoding="utf-8")
    refused = sum(1 for why in verdicts.values() if why)
    print(f"{len(forms)} forms, {refused} refused, {datetime.date.today()}")


main()
