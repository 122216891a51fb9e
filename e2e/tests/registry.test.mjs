// The registry as a social worker uses it: one name is enough, a name written otherwise is found, every
// change keeps its history, and two people at one record never overwrite each other in silence.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { printed, tabTo } from '../lib/checks.mjs';
import { openDay } from '../lib/day.mjs';

const day = openDay(13);
const { enter } = day;

// Registers a person; where likely same persons show, it is somebody else. Returns the record's address.
async function register(page, fields) {
  await page.goto('/personnes/nouvelle');
  for (const [name, text] of Object.entries(fields)) await page.locator(`[name="${name}"]`).first().fill(text);
  await page.getByRole('button', { name: 'Inscrire' }).click();
  await page.waitForLoadState();
  return page.url().match(/\/personnes\/[0-9a-f-]{36}/)?.[0];
}

test('one name is enough, and a year is kept as a year', async () => {
  const visitor = await enter('social-worker');
  const { page } = visitor;
  const record = await register(page, { 'name-1': 'Zokouabré' });
  assert.ok(record, await page.locator('main').innerText());
  await page.goto(`${record}/modifier/naissance`);
  await page.locator('[name="birth_year"]').fill('1975');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.waitForURL(new RegExp(`${record}$`));
  const shown = await page.locator('main').innerText();
  assert.match(shown, /1975/);
  assert.doesNotMatch(shown, /01\/01\/1975/, 'no day that nobody said');
  await visitor.close();
});

test('a name written otherwise, without accents and in another order, is found', async () => {
  const visitor = await enter('social-worker');
  const { page } = visitor;
  const record = await register(page, { 'name-0': "N'Dri", 'name-1': 'Ahouansou Béatrice' });
  for (const words of ['ahouansou ndri', 'Béatrice N Dri', 'beatris ndry']) {
    await page.locator('#find').fill(words);
    await page.locator('#find').press('Enter');
    await page.waitForURL(/recherche/);
    assert.doesNotMatch(page.url(), /ahouansou|b.atri/i, 'no name in the address');
    const found = await page.locator(`main a[href^="${record}"]`).count();
    assert.ok(found > 0, `${words} does not find it`);
  }
  await visitor.close();
});

test('a change shows in the history, with what was before', async () => {
  const visitor = await enter('social-worker');
  const { page } = visitor;
  const record = await register(page, { 'name-0': 'Gbagbi', 'name-1': 'Lohourou' });
  await page.goto(`${record}/modifier/noms`);
  await page.locator('[name="name-1"]').fill('Lohourignon');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.waitForURL(new RegExp(`${record}$`));
  await page.goto(`${record}/historique`);
  const history = await page.locator('main').innerText();
  assert.match(history, /Lohourou/);
  assert.match(history, /Lohourignon/);
  await visitor.close();
});

test('two people at one record never overwrite each other in silence', async () => {
  const first = await enter('social-worker');
  const second = await enter('director');
  const record = await register(first.page, { 'name-0': 'Tiémélé', 'name-1': 'Original' });
  for (const { page } of [first, second]) await page.goto(`${record}/modifier/noms`);
  await first.page.locator('[name="name-1"]').fill('Premier');
  await second.page.locator('[name="name-1"]').fill('Deuxième');
  await first.page.getByRole('button', { name: 'Enregistrer' }).click();
  await first.page.waitForURL(new RegExp(`${record}$`));
  second.expect(/409|422/);
  await second.page.getByRole('button', { name: 'Enregistrer' }).click();
  await second.page.waitForLoadState();
  // Either the second is told before anything is kept, or both stand and the record says so.
  const told = await second.page.locator('main').innerText();
  await second.page.goto(record);
  const shown = await second.page.locator('main').innerText();
  assert.match(`${told}${shown}`, /Premier/, 'the first change is not lost');
  assert.match(told + shown, /Deuxième/, 'the second is told, not dropped');
  await first.close();
  await second.close();
});

test('a card number typed into the field of the NNI is refused with its reason', async () => {
  const visitor = await enter('social-worker');
  visitor.expect(/422/);
  const { page } = visitor;
  const record = await register(page, { 'name-1': 'Pièce Mêlée' });
  await page.goto(`${record}/pieces/nouvelle`);
  const kinds = page.locator('main select').first();
  await kinds.selectOption({ label: (await kinds.locator('option').allInnerTexts()).find((text) => /NNI/.test(text)) });
  await page.locator('main form input[type=text]').first().fill('CI001234567');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.locator('.errors').waitFor();
  assert.match(await page.locator('.errors').innerText(), /carte|NNI/i);
  await visitor.close();
});

test('the sheet of a person prints, with no name in the title that a printer shows', async () => {
  const visitor = await enter('social-worker');
  const { page } = visitor;
  const record = await register(page, { 'name-0': 'Kipré', 'name-1': 'Imprimée' });
  await page.goto(`${record}/fiche`);
  assert.ok((await printed(page)).sheets >= 1);
  assert.doesNotMatch(await page.title(), /Kipré|Imprimée/i);
  await visitor.close();
});

test('a person is registered by keyboard alone', async () => {
  const visitor = await enter('reception');
  const { page } = visitor;
  await page.goto('/personnes/nouvelle');
  await tabTo(page, '[name="name-1"]');
  await page.keyboard.type('Clavier');
  await tabTo(page, 'main form button');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/personnes\/[0-9a-f-]{36}/);
  assert.match(await page.locator('main').innerText(), /Clavier/i);
  await visitor.close();
});

test('the screen is hidden at once by a key, and nothing of the record stays on it', async () => {
  const visitor = await enter('social-worker');
  const { page } = visitor;
  await register(page, { 'name-1': 'Cachée Vite' });
  await page.getByRole('button', { name: /Masquer/ }).first().click();
  await page.waitForURL(/masque/);
  assert.doesNotMatch(await page.locator('body').innerText(), /Cachée/);
  await page.goto('/personnes');
  assert.match(page.url(), /masque|connexion/, 'and only the passphrase brings it back');
  await visitor.close();
});

test('no page that the technical administration opens shows the name of a person', async () => {
  const worker = await enter('social-worker');
  const record = await register(worker.page, { 'name-0': 'Sessegnon', 'name-1': 'Confidence' });
  await worker.close();
  const visitor = await enter('technical-admin');
  visitor.expect(/40[34]/);
  const { page } = visitor;
  for (const address of ['/', '/centre', '/centre/comptes', '/centre/trace', '/personnes', '/accueil', record]) {
    await page.goto(address);
    assert.doesNotMatch(await page.locator('body').innerText(), /Sessegnon|Confidence/i, address);
  }
  await visitor.close();
});
