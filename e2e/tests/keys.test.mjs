// One's own keys: a recovery sheet that is shown once and checked word by word; custodians named by two people, who try their shares.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openDay } from '../lib/day.mjs';

const day = openDay(8);
const { enter } = day;

const pass = (role) => day.demo.account(role).passphrase;

async function sheet(page) {
  await page.goto('/mon-compte/cles');
  await page.locator('form[action$="/feuille"] [name=proof]').fill(pass('social-worker'));
  await page.locator('form[action$="/feuille"] button').last().click();
  await page.locator('ol.secret').waitFor();
  return (await page.locator('ol.secret li').allInnerTexts()).join('\n');
}

async function recover(page, words) {
  await page.goto('/mon-compte/cles');
  await page.locator('[name=words]').fill(words);
  await page.locator('form[action$="/retrouver"] [name=present]').fill(pass('social-worker'));
  await page.locator('form[action$="/retrouver"] button').last().click();
  await page.waitForLoadState();
}

test('a worker makes a recovery sheet, a newer one cancels it, and a word that is wrong is told by its line', async () => {
  const worker = await enter('social-worker');
  worker.expect(/422/);
  const { page } = worker;
  await page.goto('/mon-compte');
  await page.getByRole('link', { name: 'Mes clés' }).click();
  await page.locator('form[action$="/feuille"]').waitFor();
  const former = await sheet(page);
  assert.equal(former.split('\n').length, 4);
  assert.equal(await page.locator('svg.qr').count(), 1, 'the same for a camera');
  const latest = await sheet(page);
  assert.notEqual(latest, former);
  await recover(page, former);
  assert.match(await page.locator('main').innerText(), /ne sont pas ceux d'une feuille en cours/);
  const lines = latest.split('\n');
  await recover(page, [lines[1], lines[0], lines[2], lines[3]].join('\n'));
  assert.match(await page.locator('main').innerText(), /La ligne 1 n'est pas juste/);
  assert.equal(await page.locator('[name=words]').inputValue(), [lines[1], lines[0], lines[2], lines[3]].join('\n'), 'what was typed stays');
  await recover(page, latest.toUpperCase());
  assert.match(await page.locator('body').innerText(), /s'ouvrent maintenant avec vos clés/);
  await worker.close();
});

test('custodians are named by two people, and one of them tries the shares they keep', async () => {
  const admin = await enter('technical-admin');
  const director = await enter('director');
  await director.page.goto('/centre/depositaires');
  for (const box of await director.page.locator('[name=custodians]').all()) {
    await director.page.locator(`label[for="${await box.getAttribute('id')}"]`).click();
  }
  await director.page.locator('form[action$="/proposition"] button').last().click();
  await director.page.waitForLoadState();
  assert.equal(await director.page.locator('button[value=grant]').count(), 0, 'who proposed confirms nothing');
  await admin.page.goto('/centre/depositaires');
  await admin.page.locator('button[value=grant]').click();
  await admin.page.waitForLoadState();
  await admin.close();
  const worker = await enter('social-worker');
  await worker.close();
  await director.page.goto('/centre/depositaires');
  await director.page.locator('[name=drill]').fill(pass('director'));
  await director.page.locator('form[action$="/exercice"] button').last().click();
  await director.page.waitForLoadState();
  assert.match(await director.page.locator('main').innerText(), /Parts qui s'ouvrent : (\d+) sur \1\./);
  await director.close();
});
