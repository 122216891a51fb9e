// A social worker's work beside the case: a talk counted without a name, a lack of a household followed from its review to its case, a
// proposal answered, and a mediation that keeps to neutral words; at the width of a phone too.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openDay } from '../lib/day.mjs';
import { accessible, fits, printed } from '../lib/checks.mjs';

const day = openDay(47);
const { enter } = day;
const send = async (page) => {
  await page.locator('main form p.actions button').first().click();
  await page.waitForLoadState();
};

test('a talk is planned, counted box by box, and stands in its register', async () => {
  const { page } = await enter('social-worker');
  await page.goto('/activites');
  await accessible(page);
  await page.getByRole('link', { name: 'Noter une activité' }).click();
  await page.locator('[name=kind]').selectOption('causerie');
  await page.locator('[name=theme]').selectOption('acte');
  await page.locator('[name=place]').selectOption('cour');
  const [year, month, date] = new Date().toISOString().slice(0, 10).split('-');
  for (const [part, value] of [['day', date], ['month', month], ['year', year]]) await page.locator(`[name=day_${part}]`).fill(value);
  await accessible(page);
  await fits(page);
  await send(page);
  assert.match(page.url(), /\/compte$/, 'what is of today is counted at once');
  // Before anything is written: what is scrolled under the head of the page has no place to be touched.
  await accessible(page);
  await fits(page);
  await page.locator('[name=female-25-59]').fill('12');
  await page.locator('[name=male-60]').fill('3');
  await page.locator('[name=total]').fill('16');
  await send(page);
  assert.match(await page.locator('.errors').innerText(), /15.*16/);
  await page.locator('[name=total]').fill('15');
  await send(page);
  await accessible(page);
  await fits(page);
  await page.goto('/activites/registre');
  assert.match(await page.locator('main').innerText(), /Causerie · Acte de naissance/);
  // A year of talks takes a few sheets.
  assert.ok((await printed(page, 'A4')).sheets >= 1);
});

test('what a household lacks leads to its guide, its case and what goes with it', async () => {
  const { page } = await enter('social-worker');
  await page.goto('/personnes/nouvelle');
  await page.locator('[name="name-1"]').fill('Zouzouko');
  await page.locator('[name="birth_year"]').fill('2015');
  await page.getByRole('button', { name: 'Inscrire' }).click();
  await page.waitForURL(/\/personnes\/[0-9a-f-]{36}$/);
  const person = new URL(page.url()).pathname;
  await page.goto(`/menages/nouveau?personne=${person.split('/').pop()}`);
  await page.locator('[name="member-role"]').selectOption('head');
  await page.getByRole('button', { name: 'Ouvrir le ménage' }).click();
  await page.waitForURL(/\/menages\/[0-9a-f-]{36}$/);
  const home = new URL(page.url()).pathname;
  await page.goto(`${person}/modifier/suivi`);
  for (const [name, value] of [['birth-act', 'not-declared'], ['school', 'attends'], ['cmu', 'not']]) {
    const box = page.locator(`[name="${name}"]`).first();
    if ((await box.evaluate((one) => one.tagName)) === 'SELECT') await box.selectOption(value);
    else await page.locator(`[name="${name}"][value="${value}"]`).check();
  }
  await send(page);
  await page.goto(`${home}/bilan`);
  await page.getByRole('link', { name: 'Demander un jugement supplétif' }).click();
  await accessible(page);
  await fits(page);
  await page.getByRole('button', { name: 'Commencer cette démarche' }).click();
  await page.waitForURL(/\/dossiers\/.*\/etapes\//);
  await page.goto(`${home}/complementarite`);
  await accessible(page);
  await fits(page);
  await page.getByRole('link', { name: /Répondre/ }).first().click();
  await page.locator('[name=answer][value=empeche]').check();
  await page.locator('[name=barrier]').selectOption('cout');
  await accessible(page);
  await send(page);
  assert.match(await page.locator('main').innerText(), /Coût/);
  await page.goto('/complementarite?besoin=act');
  await accessible(page);
  await fits(page);
});

test('a group is registered, counted and found as its name is said, and a case and a talk stand on its page', async () => {
  const { page } = await enter('social-worker');
  await page.goto('/groupes');
  await accessible(page);
  await fits(page);
  await page.getByRole('link', { name: 'Inscrire un groupe' }).click();
  await page.locator('[name=name]').fill('AVEC Zouzoukro');
  await page.locator('[name=kind]').selectOption('savings');
  await accessible(page);
  await fits(page);
  await page.getByRole('button', { name: 'Inscrire le groupe' }).click();
  await page.waitForURL(/\/groupes\/[0-9a-f-]{36}$/);
  const group = new URL(page.url()).pathname;
  await page.goto(`${group}/compte`);
  await page.locator('[name=female-25-59]').fill('14');
  await send(page);
  assert.match(await page.locator('main').innerText(), /14 membres non inscrits/);
  await page.getByRole('link', { name: 'Ouvrir un dossier' }).click();
  await page.locator('[name=procedure][value=P23]').check();
  await page.getByRole('button', { name: 'Ouvrir le dossier' }).click();
  await page.waitForURL(/\/dossiers\/.*\/etapes\//);
  await page.goto(`/activites/nouvelle?groupe=${group.split('/').pop()}`);
  assert.match(await page.locator('main').innerText(), /Avec le groupe : AVEC Zouzoukro/);
  await page.goto('/groupes');
  await page.locator('main [name=q]').fill('zouzoucro');
  await send(page);
  await page.locator('main').getByRole('link', { name: 'AVEC Zouzoukro' }).click();
  await accessible(page);
  await fits(page);
  assert.match(await page.locator('main').innerText(), /P23|Causerie/);
  await page.goto(`${group}/fiche`);
  assert.equal((await printed(page, 'A4')).sheets, 1);
});

test('a mediation says who the two are and, once somebody noticed something, only neutral words', async () => {
  const { page } = await enter('social-worker');
  await page.goto('/personnes/nouvelle');
  await page.locator('[name="name-1"]').fill('Gnahoua');
  await page.getByRole('button', { name: 'Inscrire' }).click();
  await page.waitForURL(/\/personnes\/[0-9a-f-]{36}$/);
  const person = page.url().split('/').pop();
  await page.goto(`/menages/nouveau?personne=${person}`);
  await page.locator('[name="member-role"]').selectOption('head');
  await page.getByRole('button', { name: 'Ouvrir le ménage' }).click();
  await page.waitForURL(/\/menages\/[0-9a-f-]{36}$/);
  await page.goto(`/dossiers/nouveau?menage=${page.url().split('/').pop()}`);
  await page.locator('[name=procedure][value=P22]').check();
  await send(page);
  const mediation = `${new URL(page.url()).pathname.split('/etapes/')[0]}/mediation`;
  await page.goto(`${mediation}/b`);
  await page.locator('[name=words]').fill('Son frère Paul');
  await accessible(page);
  await send(page);
  await accessible(page);
  await fits(page);
  await page.goto(`${mediation}/remarque`);
  await page.locator('[name=words]').fill('Un bleu au bras.');
  await send(page);
  const seen = await page.locator('main').innerText();
  assert.match(seen, /Le centre ne peut pas aider de cette façon/);
  assert.doesNotMatch(seen, /bleu|violence|agent du centre/);
  await accessible(page);
  await page.goto(`${mediation}/b/courrier`);
  assert.equal((await printed(page)).sheets, 1);
});
