// Proves that forms mean here what they mean to ODK: the same are accepted, and filled in with the same answers they show, compute
// and refuse the same. What differs and why is in docs/xlsform.md and known.json.
//
//     node run.mjs [SEED [HOW_MANY]]     AKWABA_XLSFORM names the built example `xlsform` of akwaba-procedures
import fs from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";

const here = import.meta.dirname;
const work = path.resolve(process.env.AKWABA_XLSFORM_WORK ?? path.join(here, "../../target/xlsform"));
const [seed = "1", many = "200"] = process.argv.slice(2);

function run(program, args, env = {}) {
  const done = spawnSync(program, args, { cwd: here, stdio: "inherit", env: { ...process.env, ...env } });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

// The forms that these packages ship are read; the packages themselves are not run.
const SHIPPING_FORMS = ["pmaxform3==0.14.1", "osm-fieldwork==0.23.0"];

const python = path.join(work, "venv/bin/python");
const packages = path.join(work, "packages");
const forms = path.join(work, "forms");
if (!fs.existsSync(path.join(work, "ready"))) {
  fs.rmSync(work, { recursive: true, force: true });
  fs.mkdirSync(work, { recursive: true });
  run(process.env.AKWABA_PYTHON ?? "python3", ["-m", "venv", path.join(work, "venv")]);
  run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"]);
  run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--target", packages, ...SHIPPING_FORMS]);
  fs.writeFileSync(path.join(work, "ready"), "");
}
fs.rmSync(forms, { recursive: true, force: true });
const today = new Date().toISOString().slice(0, 10);
run(python, ["-W", "ignore", "forms.py", forms, packages, seed, many]);
run(process.env.AKWABA_XLSFORM ?? path.join(here, "../../target/debug/examples/xlsform"), [forms, today]);
run(process.execPath, ["engine.mjs", forms], { TZ: "UTC" });
