// The monthly report: the director is reminded of it, opens last month, looks behind a figure, comments, signs, prints; the sheet for the
// mayor, the poster and the charter come out on one page each. No rubric that has a source is empty in any month of the year.
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

test('last month is opened, looked behind, commented, signed and printed', async () => {
  const { page } = await enter('director');
  await page.goto('/aujourdhui');
  await page.locator('main a[href^="/rapport/"]').first().click();
  const month = new URL(page.url()).pathname;
  await accessible(page);
  await fits(page);
  assert.match(await page.locator('main').innerText(), /À signer/);

  const figure = page.locator('#visites td a').first();
  const told = (await figure.innerText()).trim();
  await figure.click();
  await accessible(page);
  await fits(page);
  assert.match(await page.locator('main .lead').innerText(), new RegExp(`${told} ligne`));

  await page.goto(`${month}/commentaires`);
  await page.locator('[name=comment-ensemble]').fill('La crue a coupé la route une semaine.');
  await accessible(page);
  await fits(page);
  await send(page);

  await page.goto(`${month}/signature`);
  await accessible(page);
  await fits(page);
  for (const area of await page.locator('main textarea').all()) await area.fill('Vu avec l’équipe.');
  await send(page);
  assert.equal(new URL(page.url()).pathname, month);
  const text = await page.locator('main').innerText();
  assert.match(text, /Chiffres figés/);
  assert.match(text, /La crue a coupé/);
  assert.match(text, /sceau [0-9a-f]{16}/);
  await accessible(page);

  await page.goto(`${month}/papier`);
  await accessible(page);
  await fits(page);
  assert.ok((await printed(page)).sheets >= 1);
  const file = await page.request.get(`${day.demo.base}${month}/pdf`);
  assert.equal(file.status(), 200);
  assert.equal((await file.body()).subarray(0, 5).toString(), '%PDF-');
  for (const sheet of [`${month}/resultats`, '/affiche', '/charte']) {
    await page.goto(sheet);
    await accessible(page);
    await fits(page);
    assert.equal((await printed(page)).sheets, 1, sheet);
  }
});

test('the year of the centre leaves no rubric empty that is kept, and no month without what is done every month', async () => {
  const { page } = await enter('director');
  await page.goto('/rapport');
  await accessible(page);
  await fits(page);
  const months = await page.locator('main table a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  assert.ok(months.length >= 12, 'a year of reports');
  const always = ['visites', 'demandes', 'procedures', 'axes', 'destinations', 'secours', 'livres', 'delais'];
  const told = new Set();
  const kept = new Set();
  // The month under way, and the one in which the year began, are told in part.
  for (const month of months.slice(1, 12)) {
    await page.goto(month);
    const rubrics = await page.locator('main section section').evaluateAll((all) =>
      all.map((one) => ({ code: one.id, kept: !/^Non tenu/m.test(one.innerText), told: one.querySelector('table') !== null })),
    );
    for (const rubric of rubrics) {
      if (rubric.kept) kept.add(rubric.code);
      if (rubric.told) told.add(rubric.code);
    }
    const missing = always.filter((code) => !rubrics.some((rubric) => rubric.code === code && rubric.told));
    assert.deepEqual(missing, [], month);
  }
  // Families are registered under the clock of the day on which the demonstration is made.
  // Two people seldom reach an agreement where answers are drawn by lot. Of sealed files by procedure there are too few to be told of.
  const seldom = ['inscrits', 'mediations', 'proteges-procedures'];
  const silent = [...kept].filter((code) => !told.has(code) && !seldom.includes(code));
  assert.deepEqual(silent, [], 'kept and never told');
});
