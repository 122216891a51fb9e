// One's own sessions: a browser left open at another desk is seen and closed from here.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { openBrowser, openVisitor } from '../lib/browser.mjs';
import { logIn, startDemo } from '../lib/demo.mjs';

let browser;
let demo;

before(async () => {
  demo = await startDemo({ seed: 12 });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

test('a browser left open elsewhere is closed from one’s own account', async () => {
  const left = await openVisitor(browser, demo.base);
  await logIn(left.page, demo.account('reception'));
  const here = await openVisitor(browser, demo.base);
  const { page } = here;
  await logIn(page, demo.account('reception'));
  await page.goto('/mon-compte');
  const end = page.getByRole('button', { name: /^Fermer la session de / });
  assert.equal(await end.count(), 1, 'this browser is not offered to be closed');
  assert.match(await page.locator('main').innerText(), /Ce navigateur/);
  await end.click();
  await page.getByText('Il faudra la phrase secrète').waitFor();
  assert.equal(await end.count(), 0);
  await left.page.goto('/accueil');
  assert.match(left.page.url(), /connexion/);
  await page.goto('/accueil');
  assert.match(page.url(), /accueil/);
  await left.close();
  await here.close();
});
