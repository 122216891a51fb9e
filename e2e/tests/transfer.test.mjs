// A case handed to a centre on another installation, in Chromium: the note is written and sealed here, the file is
// carried, opened and accepted there, and what comes a second time is refused; the answer is entered here.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { accessible } from '../lib/checks.mjs';
import { openBrowser, openVisitor } from '../lib/browser.mjs';
import { logIn, startDemo } from '../lib/demo.mjs';

const SECRET = 'tambour-mangue-fleuve-63';
const world = {};

before(async () => {
  [world.here, world.there, world.browser] = await Promise.all([
    startDemo({ seed: 43 }),
    startDemo({ seed: 44 }),
    openBrowser(),
  ]);
});
after(async () => {
  await world.browser?.close();
  await Promise.all([world.here?.stop(), world.there?.stop()]);
});

async function enter(demo, role) {
  const visitor = await openVisitor(world.browser, demo.base);
  await logIn(visitor.page, demo.account(role));
  return visitor;
}

async function carry(page, file) {
  await page.goto('/transferts');
  await page.locator('main details summary').click();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.locator('[name=secret]').fill(SECRET);
  await page.getByRole('button', { name: 'Ouvrir le fichier' }).click();
  await page.waitForLoadState();
}

test('a sealed note goes to another installation, is accepted there, and its answer is entered here', async () => {
  const sender = await enter(world.here, 'social-worker');
  const { page } = sender;
  await page.goto('/personnes/nouvelle');
  await page.locator('[name="name-1"]').first().fill('Zokouabré');
  await page.getByRole('button', { name: 'Inscrire' }).click();
  await page.waitForURL(/\/personnes\/[0-9a-f-]{36}/);
  await page.getByRole('link', { name: 'Ouvrir un dossier' }).click();
  await page.getByLabel(/^P16/).check();
  await page.getByRole('button', { name: 'Ouvrir le dossier' }).click();
  await page.waitForURL(/\/etapes\//);
  const dossier = new URL(page.url()).pathname.split('/etapes/')[0];
  await page.goto(`${dossier}/transfert`);
  await accessible(page);
  await page.locator('[name=to-words]').fill('Centre social de Man');
  await page.locator('[name=asked]').fill('Suivre la demande.');
  await page.locator('[name=known]').fill('Il attend un jugement.');
  await page.locator('[name=consent][value=signature]').check();
  await page.getByRole('button', { name: 'Écrire la note' }).click();
  await page.waitForLoadState();
  await page.locator('main details summary').first().click();
  await page.locator('[name=secret]').fill(SECRET);
  await page.locator('[name=again]').fill(SECRET);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Sceller et enregistrer le fichier' }).click(),
  ]);
  const buffer = await readFile(await download.path());
  assert.match(buffer.subarray(0, 30).toString('latin1'), /age-encryption/);
  const file = { name: 'akwaba-note.txt.age', mimeType: 'application/octet-stream', buffer };

  const receiver = await enter(world.there, 'director');
  receiver.expect(/422/);
  await carry(receiver.page, file);
  await receiver.page.waitForURL(/\/transferts\/[0-9a-f-]{36}/);
  assert.match(await receiver.page.locator('main').innerText(), /Il attend un jugement/);
  await accessible(receiver.page);
  await receiver.page.locator('[name=accepted][value=oui]').check();
  await receiver.page.locator('main form button').first().click();
  await receiver.page.waitForLoadState();
  assert.match(await receiver.page.locator('main').innerText(), /Repris/);
  await carry(receiver.page, file);
  assert.match(await receiver.page.locator('main').innerText(), /déjà reçue/);
  await accessible(receiver.page);

  await page.goto(`${dossier}/transfert`);
  await page.locator('[name=accepted][value=oui]').check();
  await page.locator(`form[action$="/reponse"] button`).click();
  await page.waitForLoadState();
  assert.match(await page.locator('main').innerText(), /Repris/);
  await sender.close();
  await receiver.close();
});
