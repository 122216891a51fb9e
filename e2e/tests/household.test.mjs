// A household over time, as a social worker keeps it: who joins and leaves, the grid of the children, whoever must
// not be told, a visit that finds its record afterwards, and sheets that print on one page.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { openBrowser, openVisitor } from '../lib/browser.mjs';
import { printed, sound, walkable } from '../lib/checks.mjs';
import { logIn, startDemo } from '../lib/demo.mjs';

let browser;
let demo;
let visitor;
let page;

before(async () => {
  demo = await startDemo({ seed: 21 });
  browser = await openBrowser();
  visitor = await openVisitor(browser, demo.base);
  page = visitor.page;
  await logIn(page, demo.account('social-worker'));
});
after(async () => {
  await visitor?.close();
  await browser?.close();
  await demo?.stop();
});

async function choose(name, value) {
  const box = page.locator(`input[name="${name}"][value="${value}"]`);
  await page.locator(`label[for="${await box.getAttribute('id')}"]`).click();
}

async function register(given, year) {
  await page.goto('/personnes/nouvelle');
  await page.locator('[name="name-0"]').fill('Zokouabré');
  await page.locator('[name="name-1"]').fill(given);
  await page.locator('[name="birth_year"]').fill(year);
  await page.getByRole('button', { name: 'Inscrire' }).click();
  await page.waitForLoadState();
  const anyway = page.getByRole('button', { name: /quelqu'un d'autre/ });
  if (await anyway.count()) await anyway.click();
  await page.waitForURL(/\/personnes\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

async function join(home, person, role) {
  await page.goto(`${home}/membre?personne=${person.split('/').pop()}`);
  await page.locator('[name="member-role"]').selectOption(role);
  await page.getByRole('button', { name: 'Ajouter au ménage' }).click();
  await page.waitForURL(new RegExp(`${home}$`));
}

test('a household is opened, joined and left; two children without birth act stand out in its grid', async () => {
  const mother = await register('Awa Prisca', '1985');
  const children = [await register('Moussa', '2015'), await register('Ténin', '2018')];
  const uncle = await register('Brahima', '1979');
  await page.goto(`/menages/nouveau?personne=${mother.split('/').pop()}`);
  await page.locator('[name="member-role"]').selectOption('head');
  await page.getByRole('button', { name: 'Ouvrir le ménage' }).click();
  await page.waitForURL(/\/menages\/[0-9a-f-]{36}$/);
  const home = new URL(page.url()).pathname;
  for (const child of children) await join(home, child, 'child');
  await join(home, uncle, 'sibling');
  for (const child of children) {
    await page.goto(`${child}/modifier/suivi`);
    await page.locator('[name="birth-act"]').selectOption('not-declared');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.waitForURL(new RegExp(`${child}$`));
  }
  await page.goto(home);
  assert.equal(await page.locator('table .tag.attention').filter({ hasText: 'Jamais déclaré' }).count(), 2);
  await sound(page);
  await walkable(page);

  const row = page.locator('table tbody tr').filter({ hasText: 'Brahima' });
  await row.getByRole('link', { name: 'Modifier' }).click();
  const leaving = page.locator('section').filter({ hasText: 'a quitté le ménage' });
  await leaving.getByRole('button', { name: 'Noter le départ' }).click();
  await page.waitForURL(new RegExp(`${home}$`));
  await page.getByRole('link', { name: 'Historique' }).click();
  const history = await page.locator('main').innerText();
  assert.match(history, /Membre, ajouté\s: .*Brahima · Frère ou sœur/);
  assert.match(history, /Brahima · Frère ou sœur · jusqu'au/);
  await sound(page);

  for (const address of [`${home}/fiche`, `${mother}/fiche`]) {
    await page.goto(address);
    assert.equal((await printed(page)).sheets, 1, `${address} prints on one sheet`);
  }
});

test('whoever must not be told is chosen among those of the house, and their own record says nothing', async () => {
  await page.goto('/personnes');
  const mother = await page.getByRole('link', { name: /Awa Prisca/ }).first().getAttribute('href');
  const uncle = await page.getByRole('link', { name: /Brahima/ }).first().getAttribute('href');
  await page.goto(`${mother}/modifier/discretion`);
  await page.getByRole('link', { name: 'Choisir une personne du registre' }).click();
  await sound(page);
  const near = page.getByRole('link', { name: /Moussa/ });
  assert.equal(await near.count(), 1, 'those who live there come first');
  await page.locator('main [name=q]').fill('brahima zokouabre');
  await page.getByRole('button', { name: 'Chercher', exact: true }).last().click();
  await page.getByRole('link', { name: /Brahima/ }).first().click();
  await page.locator('[name="must-not-tell-0"]').fill('il réclame les enfants');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.waitForURL(new RegExp(`${mother}$`));
  assert.match(await page.locator('main').innerText(), /Brahima, il réclame les enfants/);
  await page.goto(uncle);
  assert.doesNotMatch(await page.locator('main').innerText(), /réclame|précaution/i);
});

test('a visit received under a name alone finds its record afterwards, and can lose it again', async () => {
  await page.goto('/accueil/arrivee');
  await page.locator('[name=name]').fill('Zokouabre Awa');
  await choose('demand', 'conseil');
  await page.getByRole('button', { name: 'Donner un ticket' }).click();
  await page.waitForURL(/\/ticket$/);
  const visit = new URL(page.url()).pathname.replace(/\/ticket$/, '');
  await page.goto(visit);
  await page.getByRole('link', { name: 'Relier à une fiche' }).click();
  await sound(page);
  await walkable(page);
  await page.getByRole('link', { name: /Awa Prisca/ }).click();
  await page.getByRole('radio').first().focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Relier', exact: true }).click();
  await page.waitForURL(new RegExp(`${visit}$`));
  await page.getByRole('link', { name: 'Fiche de la personne' }).click();
  await page.waitForURL(/\/personnes\//);
  const record = page.url();
  assert.equal(await page.locator(`main a[href="${visit}"]`).count(), 1, 'the visit is on the record');

  await page.goto(`${visit}/fiche`);
  await page.locator('[name=reason]').fill('Une autre Awa');
  await page.getByRole('button', { name: 'Défaire le lien' }).click();
  await page.waitForURL(new RegExp(`${visit}$`));
  await page.goto(record);
  assert.equal(await page.locator(`main a[href="${visit}"]`).count(), 0);
});

test('two addresses written apart are shown, and one is chosen with a reason', async () => {
  await page.goto('/personnes');
  await page.getByRole('link', { name: /Moussa/ }).first().click();
  await page.waitForURL(/\/personnes\/[0-9a-f-]{36}$/);
  const record = new URL(page.url()).pathname;
  const beside = await visitor.context.newPage();
  const tabs = [page, beside];
  for (const tab of tabs) await tab.goto(`${record}/modifier/adresse`);
  for (const [at, quarter] of ['Ebimpé', 'Akoupé'].entries()) {
    await tabs[at].locator('[name="place-locality"]').fill(quarter);
    await tabs[at].getByRole('button', { name: 'Enregistrer' }).click();
    await tabs[at].waitForURL(new RegExp(`${record}$`));
  }
  await beside.close();
  await page.goto(record);
  const card = page.locator('section.attention');
  assert.match(await card.innerText(), /Ebimpé[\s\S]*Akoupé/);
  await card.getByRole('link', { name: 'Départager' }).click();
  visitor.expect(/422/);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.locator('.errors').waitFor();
  assert.equal(await page.locator('.errors a').count(), 2, 'what is right, and why');
  await sound(page);
  await walkable(page);
  await page.getByRole('radio', { name: /Ebimpé/ }).focus();
  await page.keyboard.press('Space');
  await page.locator('[name=reason]').fill('Vu sur place');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.waitForURL(new RegExp(`${record}$`));
  assert.equal(await page.locator('section.attention').count(), 0);
  assert.match(await page.locator('main').innerText(), /Ebimpé/);
  await page.goto(`${record}/historique`);
  assert.match(await page.locator('main').innerText(), /Vu sur place/);
});
