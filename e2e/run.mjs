// Runs every test of this folder with node's own test runner, two files at a time.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const here = path.dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(path.join(here, 'tests'))
  .filter((name) => name.endsWith('.test.mjs'))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  .map((name) => path.join('tests', name));

const version = Number(process.versions.node.split('.')[0]);
const abreast = version >= 20 ? ['--test-concurrency=2'] : [];
const done = spawnSync(process.execPath, ['--test', ...abreast, '--test-reporter=spec', ...files], {
  cwd: here,
  stdio: 'inherit',
});
process.exit(done.status ?? 1);
