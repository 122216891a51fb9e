// A case brought together in Chromium: a need told without a script on a phone, capacities drawn, a
// conference whose decision waits on Aujourd'hui, and the case closed with its last word and taken up again.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { accessible } from '../lib/checks.mjs';
import { openDay } from '../lib/day.mjs';

const day = openDay(37);
const { enter } = day;

async function opened(page, name) {
  await page.goto('/personnes/nouvelle');
  await page.locator('[name="name-1"]').first().fill(name);
  await page.getByRole('button', { name: 'Inscrire' }).click();
  await page.waitForURL(/\/personnes\/[0-9a-f-]{36}/);
  await page.getByRole('link', { name: 'Ouvrir un dossier' }).click();
  await page.getByLabel(/^P16/).check();
  await page.getByRole('button', { name: 'Ouvrir le dossier' }).click();
  await page.waitForURL(/\/etapes\//);
  return new URL(page.url()).pathname.split('/etapes/')[0];
}

async function narrow(page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} wide at ${page.url()}`);
}

test('on a phone without a script, a need comes first and the case shows it', async () => {
  const visitor = await enter('social-worker', { javaScript: false, size: { width: 360, height: 740 } });
  const { page } = visitor;
  const dossier = await opened(page, 'Ahoutou');
  await page.goto(`${dossier}/besoins`);
  await narrow(page);
  await page.locator('select[name=need]').selectOption('sante');
  await page.locator('[name=origin][value=demande]').check();
  await page.locator('[name=state][value=ouvert]').check();
  await page.getByRole('button', { name: 'Enregistrer le besoin' }).click();
  await page.waitForLoadState();
  await page.goto(dossier);
  await narrow(page);
  assert.match(await page.locator('main').innerText(), /Soins, médicaments[\s\S]*Ouvert/);
  for (const end of ['plan', 'capacites', 'reunions', 'transfert', 'passage', 'cloturer']) {
    await page.goto(`${dossier}/${end}`);
    await narrow(page);
  }
  await visitor.close();
});

test('a case is scored, conferred on, closed with a last word and taken up again', async () => {
  const visitor = await enter('social-worker');
  const { page } = visitor;
  const dossier = await opened(page, 'Gnangoran');
  await page.goto(`${dossier}/capacites`);
  await page.locator('[name=moment][value=ouverture]').check();
  await page.locator('[name=droits][value="1"]').check();
  await page.getByRole('button', { name: 'Enregistrer la cotation' }).click();
  await page.waitForLoadState();
  assert.equal(await page.locator('main .drawing svg').count(), 1);
  await accessible(page);
  await page.goto(`${dossier}/reunions`);
  const today = new Date();
  const on = async (name) => {
    await page.locator(`[name=${name}_day]`).fill(String(today.getUTCDate()));
    await page.locator(`[name=${name}_month]`).fill(String(today.getUTCMonth() + 1));
    await page.locator(`[name=${name}_year]`).fill(String(today.getUTCFullYear()));
  };
  await on('on');
  await page.locator('[name=about]').fill('Que faire ?');
  await page.locator('[name=people]').first().check();
  await page.getByRole('button', { name: 'Appeler' }).click();
  await page.waitForLoadState();
  await page.goto('/aujourdhui');
  assert.match(await page.locator('main').innerText(), /Écrire le procès-verbal/);
  await page.goto(`${dossier}/cloturer`);
  await accessible(page);
  await page.locator('[name=criterion][value=part]').check();
  await page.locator('[name=presence][value=personne]').check();
  await page.locator('[name=last-word]').fill('Merci à tous.');
  await page.locator('[name=reason]').fill('Elle part.');
  await page.locator('main form p.actions button').first().click();
  await page.waitForURL((url) => url.pathname === dossier);
  assert.match(await page.locator('main').innerText(), /Merci à tous/);
  await page.goto(`${dossier}/rouvrir`);
  await page.locator('select[name=step]').selectOption({ index: 1 });
  await page.locator('[name=reason]').fill('Elle revient.');
  await page.locator('main form p.actions button').first().click();
  await page.waitForURL((url) => url.pathname === dossier);
  assert.match(await page.locator('main').innerText(), /rouvert/i);
  await visitor.close();
});
