// What was being typed survives the browser: the power goes, the person comes back, the words are there.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { openBrowser, openVisitor, PHONE } from '../lib/browser.mjs';
import { accessible, fits } from '../lib/checks.mjs';
import { logIn, startDemo } from '../lib/demo.mjs';

let demo;

before(async () => {
  demo = await startDemo({ seed: 7 });
});
after(async () => {
  await demo?.stop();
});

async function arrive(page) {
  await logIn(page, demo.account('reception'));
  await page.goto('/personnes/nouvelle');
}

test('words typed in a form come back after the browser was killed, and go once sent', async () => {
  const first = await openBrowser();
  const before = await openVisitor(first, demo.base);
  await arrive(before.page);
  await before.page.locator('[name=name-0]').pressSequentially('Zwakabé');
  await before.page.locator('[name=place-landmark]').pressSequentially('derrière le puits');
  await before.page.locator('[data-draft-said]', { hasText: 'gardé' }).waitFor();
  // Killed, not closed: nothing of this browser is left.
  await first.close();

  const second = await openBrowser();
  const visitor = await openVisitor(second, demo.base, { size: PHONE });
  const { page } = visitor;
  await arrive(page);
  await page.getByText("Rien n'est perdu").waitFor();
  assert.equal(await page.locator('[name=name-0]').inputValue(), '');
  await accessible(page);
  await fits(page, [PHONE]);
  await page.getByRole('link', { name: 'Reprendre' }).click();
  await page.getByText('Voici ce que vous aviez écrit').waitFor();
  assert.equal(await page.locator('[name=name-0]').inputValue(), 'Zwakabé');
  assert.equal(await page.locator('[name=place-landmark]').inputValue(), 'derrière le puits');

  await page.locator('main form[data-draft] p.actions button').click();
  await page.waitForURL(/personnes\/[0-9a-f-]{36}/);
  await page.goto('/personnes/nouvelle');
  assert.equal(await page.getByText("Rien n'est perdu").count(), 0);
  await visitor.close();
  await second.close();
});

test('hiding the screen at once keeps the last words, and they can be thrown away', async () => {
  const browser = await openBrowser();
  const visitor = await openVisitor(browser, demo.base);
  const { page } = visitor;
  await arrive(page);
  await page.locator('[name=name-0]').pressSequentially('Zwakafé');
  await page.keyboard.press('F9');
  await page.locator('[name=passphrase]').waitFor();
  await page.locator('[name=passphrase]').fill(demo.account('reception').passphrase);
  await page.locator('[name=passphrase]').press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/masque'));
  await page.goto('/personnes/nouvelle');
  await page.getByRole('button', { name: 'Effacer' }).click();
  await page.getByText('est effacé').waitFor();
  await page.goto('/personnes/nouvelle');
  assert.equal(await page.getByText("Rien n'est perdu").count(), 0);
  await visitor.close();
  await browser.close();
});

test('without script the form works as before, and a draft kept earlier can still be taken up', async () => {
  const browser = await openBrowser();
  const writer = await openVisitor(browser, demo.base);
  await arrive(writer.page);
  await writer.page.locator('[name=name-0]').pressSequentially('Zwakalé');
  await writer.page.locator('[data-draft-said]', { hasText: 'gardé' }).waitFor();
  await writer.close();
  const visitor = await openVisitor(browser, demo.base, { javaScript: false });
  await arrive(visitor.page);
  await visitor.page.getByRole('link', { name: 'Reprendre' }).click();
  assert.equal(await visitor.page.locator('[name=name-0]').inputValue(), 'Zwakalé');
  await visitor.page.locator('main form[data-draft] p.actions button').click();
  await visitor.page.waitForURL(/personnes\/[0-9a-f-]{36}/);
  await visitor.close();
  await browser.close();
});
