// Every page that each role can reach by following links: accessible, within the screens, light, and
// asking nothing of another host.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { openBrowser, openVisitor, COUNTER, PHONE } from '../lib/browser.mjs';
import { BOOK_BYTES_MAX, MONTH_BYTES_MAX, PAGE_BYTES_MAX, accessible, fits, largeTargets, light, walkable } from '../lib/checks.mjs';
import { logIn, startDemo } from '../lib/demo.mjs';

const ROLES = ['reception', 'social-worker', 'director', 'regional-supervisor', 'technical-admin', 'auditor', 'intern'];
// Pages of one shape, such as the records of persons, opened for each role.
const OF_ONE_SHAPE = 1;
const PAGES_MAX = 60;

// Shapes looked at for an earlier role: for the others it is enough that the page opens.
const looked = new Set();

let browser;
let demo;

before(async () => {
  demo = await startDemo({ seed: 5 });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

// What remains of an address when what varies is taken out.
function shape(address) {
  return new URL(address).pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*')
    .replace(/\d+/g, '*');
}

// Follows the links of every page, breadth first, one page of each shape.
async function walk(page, visit) {
  const seen = new Map();
  const waiting = [new URL('/', demo.base).href];
  const visited = [];
  while (waiting.length > 0 && visited.length < PAGES_MAX) {
    const address = waiting.shift();
    const kind = shape(address);
    if ((seen.get(kind) ?? 0) >= OF_ONE_SHAPE) continue;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    const answer = await page.goto(address).catch((error) => {
      // A file to save is no page.
      if (/Download is starting/.test(error.message)) return null;
      throw error;
    });
    if (!answer) continue;
    assert.equal(answer.status(), 200, `${address} answers ${answer.status()}`);
    visited.push(kind);
    await visit(address);
    const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => link.href));
    waiting.push(...links.filter((link) => link.startsWith(demo.base) && !link.includes('/deconnexion')));
  }
  return visited;
}

for (const role of ROLES) {
  test(`every page of the role ${role} is sound`, async () => {
    const visitor = await openVisitor(browser, demo.base);
    await logIn(visitor.page, demo.account(role));
    const wrong = [];
    const visited = await walk(visitor.page, async (address) => {
      if (looked.has(shape(address))) return;
      looked.add(shape(address));
      for (const check of [accessible, largeTargets, (page) => fits(page, [PHONE, COUNTER])]) {
        await check(visitor.page).catch((error) => wrong.push(error.message));
      }
      const { pathname } = new URL(address);
      const book = /\/(manuel|apprendre)(\/|$)/.test(pathname) ? BOOK_BYTES_MAX : PAGE_BYTES_MAX;
      const max = /^\/rapport\/\d{4}-\d{2}$/.test(pathname) ? MONTH_BYTES_MAX : book;
      await light(visitor.context, address, max).catch((error) => wrong.push(error.message));
    });
    assert.ok(visited.length >= 2, `only ${visited}`);
    assert.ok(wrong.length === 0, `${wrong.length} of ${visited.length} pages:\n${wrong.join('\n')}`);
    await visitor.close();
  });
}

test('the counter is walked by keyboard alone', async () => {
  const visitor = await openVisitor(browser, demo.base);
  await logIn(visitor.page, demo.account('reception'));
  for (const path of ['/accueil', '/accueil/arrivee', '/personnes']) {
    await visitor.page.goto(path);
    await walkable(visitor.page);
  }
  await visitor.close();
});
