// Starts the program on an invented centre, as `akwaba demo` does, in a folder of its own that goes
// away with it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import os from 'node:os';
import path from 'node:path';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const START_LIMIT_MS = 60_000;

export const program = process.env.AKWABA_PROGRAM ?? path.join(root, 'target', 'release', 'akwaba');

export async function startDemo({ seed = 1, more = [] } = {}) {
  const data = mkdtempSync(path.join(os.tmpdir(), 'akwaba-e2e-'));
  const started = process.hrtime.bigint();
  const child = spawn(
    program,
    ['demo', '--port', '0', '--data', path.join(data, 'centre'), '--seed', String(seed), '--json', ...more],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const facts = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the program did not start:\n${said}`)), START_LIMIT_MS);
    let output = '';
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the program ended with ${code}:\n${said}${output}`)));
    child.stdout.on('data', (text) => {
      output += text;
      for (const line of output.split('\n').slice(0, -1)) {
        if (!line.startsWith('{')) continue;
        clearTimeout(late);
        resolve(JSON.parse(line));
        return;
      }
    });
  });
  child.removeAllListeners('exit');
  return {
    ...facts,
    base: new URL(facts.address).origin,
    startedMs: Number(process.hrtime.bigint() - started) / 1e6,
    // Resident memory in bytes, now and at its highest, where the system tells.
    memory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const kilobytes = (name) => Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))[1]);
      return { now: kilobytes('VmRSS') * 1024, highest: kilobytes('VmHWM') * 1024 };
    },
    // The plug, not a polite stop.
    async pull() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await gone;
      }
      rmSync(data, { recursive: true, force: true });
    },
  };
}
