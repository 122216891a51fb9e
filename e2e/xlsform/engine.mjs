// Fills in the same forms with ODK's own engine, answer by answer, and writes where it differs from us.
//
//     engine.mjs FOLDER   (the NAME.xml of forms.py and the NAME.ours.json of the example `xlsform`)
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { JSDOM } from "jsdom";

// The engine is made for browsers: it is given a document, and the names that its WebAssembly asks of Node.
const { window } = new JSDOM("<!doctype html>");
for (const name of ["window", "document", "DOMParser", "XMLSerializer", "Element", "Document", "XMLDocument", "Text", "Comment", "Attr", "File", "Blob", "FormData"]) {
  globalThis[name] ??= window[name];
}
globalThis.Node = window.Node;
globalThis.require = createRequire(import.meta.url);
globalThis.__dirname = import.meta.dirname;
globalThis.__filename = import.meta.filename;
const { loadForm } = await import("@getodk/xforms-engine");

const folder = process.argv[2];

// What is known to differ, by the names under which docs/xlsform.md gives the reasons.
const KNOWN = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "known.json"), "utf8"));

/** The name of a known difference; nothing when it is not one. */
function known(one) {
  if (KNOWN.forms[one.form]) return KNOWN.forms[one.form];
  if (one.what === "accepted") return one.codes?.length > 0 && one.codes.every((code) => KNOWN.stricter[code]) ? KNOWN.stricter[one.codes[0]] : undefined;
  if (one.what === "missing" && /\[\d+\].*\[1\]/.test(one.where)) return "nested";
  if (one.what === "value" && one.ours === "" && one.theirs === "Invalid Date") return "invalid-date";
  if (one.what === "value" && /e[-+]/.test(one.theirs) && Number(one.ours) === Number(one.theirs)) return "exponent";
  if (one.what === "value" && one.external) return "external";
  return undefined;
}

/** Every node of an instance by its path, without the name of the form. */
export function nodes(root) {
  const found = new Map();
  const ahead = [root];
  while (ahead.length > 0) {
    const node = ahead.pop();
    const { reference, children } = node.currentState;
    if (node !== root) found.set(reference.split("/").slice(2).join("/"), node);
    ahead.push(...(children ?? []));
  }
  return found;
}

export async function open(xml) {
  const form = await loadForm(xml, {
    fetchFormAttachment: async () => new Response("", { status: 404 }),
    missingResourceBehavior: "BLANK",
  });
  if (form.status !== "success" && form.status !== "warning") throw form.error ?? new Error(form.status);
  return form.createInstance();
}

export function give(node, value) {
  switch (node.nodeType) {
    case "select":
      return node.selectValues(value === "" ? [] : value.split(" "));
    case "rank":
      return node.setValues(value === "" ? [] : value.split(" "));
    case "trigger":
      return node.setValue(value === "OK");
    case "range":
      return node.setValue(value === "" ? null : Number(value));
    default:
      return node.setValue(value);
  }
}

function compare(name, at, ours, root) {
  const theirs = nodes(root);
  const differ = [];
  for (const [where, [relevant, value, refused, kind]] of Object.entries(ours)) {
    const node = theirs.get(where);
    if (!node) {
      // A repeat that is not relevant has no instance there.
      if (relevant) differ.push({ what: "missing", where });
      continue;
    }
    const state = node.currentState;
    if (state.relevant !== relevant) differ.push({ what: "relevant", where, ours: relevant, theirs: state.relevant });
    if (kind === "metadata" || value === null || !relevant || !state.relevant) continue;
    const external = kind === "choice" && node.nodeType === "input";
    if ((state.instanceValue ?? "") !== value) differ.push({ what: "value", where, ours: value, theirs: state.instanceValue, external });
    const violated = node.validationState?.violation?.condition ?? null;
    if (violated !== refused) differ.push({ what: "refused", where, ours: refused, theirs: violated });
  }
  return differ.map((one) => ({ form: name, at, ...one }));
}

async function main() {
  const verdicts = JSON.parse(fs.readFileSync(path.join(folder, "verdicts.json"), "utf8"));
  const differences = [];
  const counts = { forms: 0, accepted: 0, refused: 0, filled: 0, answers: 0, states: 0 };
  for (const [name, refused] of Object.entries(verdicts)) {
    const ours = JSON.parse(fs.readFileSync(path.join(folder, `${name}.ours.json`), "utf8"));
    counts.forms += 1;
    if (ours.accepted !== (refused === "")) {
      differences.push({ form: name, at: -1, what: "accepted", ours: ours.accepted || ours.findings, theirs: refused || true, codes: ours.codes });
      continue;
    }
    if (!ours.accepted) {
      counts.refused += 1;
      continue;
    }
    counts.accepted += 1;
    let instance;
    try {
      instance = await open(fs.readFileSync(path.join(folder, `${name}.xml`), "utf8"));
    } catch (error) {
      differences.push({ form: name, at: -1, what: "loaded", ours: true, theirs: String(error.message ?? error).slice(0, 200) });
      continue;
    }
    counts.filled += 1;
    for (const one of Object.values(ours.states[0])) counts.states += one ? 1 : 0;
    let found = compare(name, 0, ours.states[0], instance.root);
    for (const [at, step] of ours.steps.entries()) {
      // What already differs would only be told again at every answer.
      if (found.length > 0) break;
      const known = nodes(instance.root);
      try {
        if (step.add) {
          const first = known.get(`${step.add}[1]`) ?? known.get(step.add);
          (first.nodeType === "repeat-instance" ? first.parent : first).addInstances();
        } else {
          give(known.get(step.set), step.value);
        }
      } catch (error) {
        found = [{ form: name, at: at + 1, what: "threw", where: step.set ?? step.add, ours: step.value, theirs: String(error.message).slice(0, 200) }];
        break;
      }
      counts.answers += 1;
      counts.states += Object.keys(ours.states[at + 1]).length;
      found = compare(name, at + 1, ours.states[at + 1], instance.root);
    }
    differences.push(...found);
  }
  // What follows in the same state from a known difference is not another one.
  const explained = {};
  const unexplained = [];
  for (const one of differences) {
    const state = differences.filter((other) => other.form === one.form && other.at === one.at);
    const why = known(one) ?? (one.what === "value" ? state.map(known).find(Boolean) : undefined);
    if (why) (explained[why] ??= new Set()).add(one.form);
    else unexplained.push(one);
  }
  fs.writeFileSync(path.join(folder, "differences.json"), JSON.stringify({ counts, unexplained, differences }, null, 1));
  console.log(`${counts.forms} forms: ${counts.accepted} accepted and ${counts.refused} refused by both; ${counts.answers} answers to ${counts.filled} of them, ${counts.states} places compared`);
  for (const [why, forms] of Object.entries(explained)) console.log(`known to differ (${why}): ${[...forms].join(", ")}`);
  for (const one of unexplained.slice(0, 20)) console.log(`DIFFERS: ${JSON.stringify(one)}`);
  const enough = counts.forms >= 200 && counts.filled >= 120 && counts.answers >= 2000;
  if (!enough) console.log("FAILED: too few forms or answers were compared to prove anything");
  const failed = new Set(unexplained.map((one) => one.form)).size + (enough ? 0 : 1);
  console.log(`${counts.forms - new Set(unexplained.map((one) => one.form)).size} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) await main();
