// A sealed file in a browser: the way in, a file begun for a code, hidden with one key, found again inside and nowhere else.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { COUNTER, PHONE } from '../lib/browser.mjs';
import { openDay } from '../lib/day.mjs';
import { accessible, fits, largeTargets } from '../lib/checks.mjs';

const day = openDay(28);

async function into(page, role = 'social-worker') {
  await page.goto('/espace');
  await page.locator('main [name=passphrase]').fill(day.demo.account(role).passphrase);
  await page.getByRole('button', { name: 'Entrer' }).click();
  await page.waitForURL(/aujourdhui/);
}

const casePaths = async (page) => {
  const paths = await page.locator('main a').evaluateAll((all) => all.map((one) => new URL(one.href).pathname));
  return [...new Set(paths.filter((path) => /^\/dossiers\/[0-9a-f-]{36}$/.test(path)))];
};

let begun;
const shown = (page) => page.locator('body').innerText();

test('a sealed file is begun inside, one key hides it, and outside it is nowhere', async () => {
  const visitor = await day.enter('social-worker');
  visitor.expect(/404/);
  const { page } = visitor;
  await page.goto('/espace');
  await accessible(page);
  await fits(page, [PHONE, COUNTER]);
  await into(page);
  assert.equal(await page.title(), 'Akwaba');
  await accessible(page);
  await page.getByRole('link', { name: 'Commencer un dossier scellé' }).first().click();
  await accessible(page);
  await fits(page, [PHONE, COUNTER]);
  await largeTargets(page);
  await page.getByLabel(/^P14 /).check();
  await page.getByLabel('Une personne qui reçoit un code').check();
  await page.getByRole('button', { name: 'Commencer', exact: true }).click();
  await page.waitForURL(/etapes\/accueil/);
  await accessible(page);
  await fits(page, [PHONE, COUNTER]);
  assert.equal(await page.title(), 'Akwaba', 'no window is called after what is in it');
  const file = new URL(page.url()).pathname.split('/etapes/')[0];
  const id = file.split('/').pop();
  begun = file;

  await page.keyboard.press('F9');
  await page.waitForURL(/masque/);
  assert.doesNotMatch(await shown(page), /P14|Violences|scellé/);
  await page.goBack();
  await page.waitForLoadState();
  assert.doesNotMatch(await shown(page), /P14|Violences/, 'the way back leads to nothing');
  await page.goto('/masque');
  await page.locator('[name=passphrase]').fill(day.demo.account('social-worker').passphrase);
  await page.getByRole('button', { name: 'Reprendre' }).click();
  await page.waitForLoadState();

  const outside = await page.goto(file);
  assert.equal(outside.status(), 404);
  await page.goto('/dossiers?voir=tous');
  assert.ok(!(await page.content()).includes(id));
  await into(page);
  await page.goto('/dossiers');
  await page.locator(`main a[href$="${id}"]`).first().waitFor();
  await page.getByRole('button', { name: "Quitter l'espace protégé" }).click();
  await page.getByText("Vous avez quitté l'espace protégé.").waitFor();
  assert.equal((await page.goto(file)).status(), 404);
  await visitor.close();
});

test('who has no key finds nothing of it, and of the others what she supervises, on a phone without a script', async () => {
  const visitor = await day.enter('director', { size: PHONE, javaScript: false });
  const { page } = visitor;
  await into(page, 'director');
  await page.goto('/dossiers');
  const paths = await casePaths(page);
  assert.ok(paths.length > 0 && !paths.includes(begun));
  await fits(page, [PHONE]);
  await visitor.close();
});

test('the demonstration shows its sealed files, a window that runs and counts signed out to who enters, and nothing outside', async () => {
  const visitor = await day.enter('social-worker');
  visitor.expect(/404/);
  const { page } = visitor;
  await into(page);
  assert.match(await page.locator('main').innerText(), /Reste \d/, 'the hours count down');
  await fits(page, [PHONE, COUNTER]);
  await page.goto('/dossiers');
  const paths = await casePaths(page);
  assert.ok(paths.length >= 5, 'a few files');
  const referred = [];
  for (const path of paths) {
    await page.goto(`${path}/references`);
    referred.push(await page.locator('main').innerText());
  }
  assert.ok(referred.some((text) => text.includes('Écoute et soutien')), 'one was referred by a consent of hers');
  await page.goto('/espace/comptes');
  assert.match(await page.locator('main').innerText(), /Signé le/);
  await page.getByRole('button', { name: "Quitter l'espace protégé" }).click();
  await page.waitForLoadState();
  await page.goto('/dossiers?voir=tous');
  const open = await page.content();
  for (const path of paths) {
    assert.ok(!open.includes(path.split('/').pop()));
    assert.equal((await page.goto(path)).status(), 404);
  }
  await visitor.close();
});
