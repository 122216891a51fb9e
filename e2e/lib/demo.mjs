// Starts the program on an invented centre, as `akwaba demo` does, in a folder of its own that goes
// away with it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import os from 'node:os';
import path from 'node:path';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const START_LIMIT_MS = 60_000;
const LOGIN_LIMIT_MS = 120_000;

export const program = process.env.AKWABA_PROGRAM ?? path.join(root, 'target', 'release', 'akwaba');

// Starts it on a new centre, or on one that stopped: `data` is the folder of an earlier one.
export async function startDemo({ seed = 1, data = mkdtempSync(path.join(os.tmpdir(), 'akwaba-e2e-')) } = {}) {
  const started = process.hrtime.bigint();
  const child = spawn(
    program,
    ['demo', '--port', '0', '--data', path.join(data, 'centre'), '--seed', String(seed), '--json'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const facts = await new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the program did not start:\n${said}`));
    }, START_LIMIT_MS);
    let output = '';
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`the program ended with ${code}:\n${said}${output}`));
    });
    child.stdout.on('data', (text) => {
      output += text;
      const line = output.split('\n').slice(0, -1).find((one) => one.startsWith('{'));
      if (!line) return;
      clearTimeout(late);
      resolve(JSON.parse(line));
    });
  });
  child.removeAllListeners('exit');
  const end = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  };
  return {
    ...facts,
    base: new URL(facts.address).origin,
    data,
    startedMs: Number(process.hrtime.bigint() - started) / 1e6,
    account: (role) => facts.accounts.find((account) => account.role === role),
    // Resident memory in bytes, now and at its highest, where the system tells.
    memory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const kilobytes = (name) => Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))[1]);
      return { now: kilobytes('VmRSS') * 1024, highest: kilobytes('VmHWM') * 1024 };
    },
    // The plug, not a polite stop; the folder stays.
    pull: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

// Logs in on the first page. The first login opens the records, once the invented year is lived.
export async function logIn(page, { login, passphrase }) {
  await page.goto('/connexion');
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=passphrase]').fill(passphrase);
  const away = page.waitForURL((url) => url.pathname !== '/connexion', { timeout: LOGIN_LIMIT_MS });
  await page.locator('[name=passphrase]').press('Enter', { noWaitAfter: true });
  await away;
}
