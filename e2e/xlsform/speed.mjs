// The side of ODK's engine in `bench forms`: the same form, the same answers, asked the same after each.
import fs from "node:fs";
import path from "node:path";
import { give, nodes, open } from "./engine.mjs";

const folder = process.argv[2];
const instance = await open(fs.readFileSync(path.join(folder, "form.xml"), "utf8"));
const known = nodes(instance.root);
const questions = [...known].filter(([name]) => name.startsWith("q")).map(([, node]) => node);
const steps = fs.readFileSync(path.join(folder, "answers.txt"), "utf8").split("\n").map((line) => line.split(" "));
let relevant = 0;
let refused = 0;
const begun = performance.now();
for (const [name, value] of steps) {
  give(known.get(name), value);
  for (const node of questions) {
    const shown = node.currentState.relevant;
    relevant += shown ? 1 : 0;
    refused += shown && node.validationState?.violation ? 1 : 0;
  }
}
console.log((performance.now() - begun) / 1000, relevant, refused);
