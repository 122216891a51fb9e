// The tour of the day in Chromium: today's visits by place, the sheet that prints on one A4 without names of restricted
// cases, one planned on a phone without a script and put off; and the intern's way with their tutor.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { accessible, printed, sound } from '../lib/checks.mjs';
import { openDay } from '../lib/day.mjs';

const day = openDay(41);
const { enter } = day;

async function narrow(page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} wide at ${page.url()}`);
}

async function on(page, name, date) {
  await page.locator(`[name=${name}_day]`).fill(String(date.getUTCDate()));
  await page.locator(`[name=${name}_month]`).fill(String(date.getUTCMonth() + 1));
  await page.locator(`[name=${name}_year]`).fill(String(date.getUTCFullYear()));
}

test('the tour of the day stands by place and its sheet prints on one page', async () => {
  const visitor = await enter('social-worker', { size: { width: 1024, height: 600 } });
  const { page } = visitor;
  await page.goto('/aujourdhui');
  assert.match(await page.locator('main').innerText(), /Visites d'aujourd'hui/);
  await page.goto('/dossiers/visites');
  await sound(page);
  const text = await page.locator('main').innerText();
  assert.match(text, /\d+ visites · \d+ lieux?/);
  assert.match(text, /Visites passées, à renseigner/);
  await page.getByRole('link', { name: 'Imprimer la feuille de visites' }).click();
  await page.waitForURL(/\/feuille$/);
  await accessible(page);
  assert.equal((await printed(page)).sheets, 1);
  await visitor.close();
  const director = await enter('director');
  await director.page.goto('/dossiers/visites');
  await accessible(director.page);
  assert.match(await director.page.locator('main table').innerText(), /Koffi/);
  await director.close();
});

test('on a phone without a script a passed visit is told and another one planned and put off', async () => {
  const visitor = await enter('social-worker', { javaScript: false, size: { width: 360, height: 740 } });
  const { page } = visitor;
  await page.goto('/dossiers/visites');
  await narrow(page);
  await page.locator('section[aria-labelledby=demandees] a').first().click();
  await narrow(page);
  await page.locator('[name=end][value=absente]').check();
  await page.locator('[name=words]').fill('La cour était vide.');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.waitForURL(/\/visites$/);
  await narrow(page);
  const today = new Date();
  await on(page, 'on', today);
  await page.locator('[name=aim]').fill('Repasser après le marché.');
  await page.getByRole('button', { name: 'Prévoir' }).click();
  await page.waitForLoadState();
  await page.locator('main ul.rows a').first().click();
  await page.locator('[name=end][value=reportee]').check();
  await on(page, 'on', new Date(today.getTime() + 24 * 3600 * 1000));
  await page.locator('[name=words]').fill('La pluie.');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.waitForURL(/\/visites$/);
  await page.goto('/dossiers/visites');
  assert.doesNotMatch(await page.locator('main').innerText(), /Visites passées/);
  await visitor.close();
});

test('an intern reads the case that their tutor opened, writes a note, and loses it when it is taken back', async () => {
  const intern = await enter('intern');
  intern.expect(/404/);
  await intern.page.goto('/stage');
  await accessible(intern.page);
  await intern.page.locator('main ul.rows a').first().click();
  await intern.page.waitForURL(/\/stage\/[0-9a-f-]{36}/);
  await accessible(intern.page);
  const stage = new URL(intern.page.url()).pathname;
  await intern.page.locator('[name=note]').fill('Elle attend son certificat.');
  await intern.page.getByRole('button', { name: /note/i }).first().click();
  await intern.page.waitForLoadState();
  assert.match(await intern.page.locator('main').innerText(), /stagiaire, avec/);
  const tutor = await enter('social-worker');
  await tutor.page.goto(`${stage.replace('/stage/', '/dossiers/')}/stagiaire`);
  await accessible(tutor.page);
  await tutor.page.getByRole('button', { name: 'Reprendre' }).click();
  await tutor.page.waitForLoadState();
  const answer = await intern.page.goto(stage);
  assert.equal(answer.status(), 404);
  await intern.close();
  await tutor.close();
});
