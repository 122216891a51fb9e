// The same pages as WebAssembly: a worker answers in the browser what the server would.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { openBrowser, openVisitor } from '../lib/browser.mjs';
import { accessible } from '../lib/checks.mjs';
import { serve } from '../lib/serve.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const site = process.env.AKWABA_WASM_SITE ?? path.join(root, 'target', 'wasm', 'site');
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.wasm': 'application/wasm' };

let browser;
let server;
// What the network was asked for: only the files of the site, never a page.
const asked = [];

before(async () => {
  assert.ok(existsSync(path.join(site, 'index.html')), 'the site is built first: cargo xtask wasm');
  server = await serve((request, response) => {
    const name = path.basename(new URL(request.url, 'http://site').pathname) || 'index.html';
    asked.push(name);
    const file = path.join(site, name);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[path.extname(name)] });
    response.end(readFileSync(file));
  });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test('a page of the program renders in a browser without a server behind it', async () => {
  const visitor = await openVisitor(browser, server.base);
  const { page } = visitor;
  await page.goto('/');
  // The first page leads wherever the program sends somebody who is not logged in.
  await page.waitForFunction(() => document.querySelector('link[rel=stylesheet]'), null, { timeout: 30_000 });
  assert.equal(await page.locator('h1').count(), 1);
  assert.match(await page.title(), /\S/);
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
  assert.ok(await page.evaluate(() => document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 0));
  const ours = new Set(['', 'index.html', 'start.js', 'worker.js', 'akwaba_phone.js', 'akwaba_phone_bg.wasm']);
  assert.deepEqual(asked.filter((name) => !ours.has(name)), [], 'everything else came from the worker');
  await accessible(page);
  // A form sent, a cookie kept, a page read again: all of it inside the browser.
  await page.locator('button[lang=en]').click();
  await page.waitForFunction(() => document.documentElement.lang === 'en');
  assert.deepEqual(asked.filter((name) => !ours.has(name)), []);
  await visitor.close();
});
