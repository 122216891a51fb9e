// Lists in and out, as the director brings one in and takes one out: with and without script, by keyboard,
// on a small phone and on the counter's screen, on paper.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { PHONE } from '../lib/browser.mjs';
import { printed, sound, tabTo } from '../lib/checks.mjs';
import { openDay } from '../lib/day.mjs';

// Sealing takes time on purpose, so that guessing does.
const LONG_MS = 60_000;

const day = openDay(17);
const { enter } = day;

// Two households that are like nobody of the other.
const FIRST = { code: 'M1', family: 'ZOKORAGBA', head: 'Affoué', born: '14/03/1990', child: 'Yao', year: 2019 };
const SECOND = { code: 'M2', family: 'DAGOUROUBA', head: 'Rosine', born: '22/07/1978', child: 'Ismaël', year: 2008 };

// A list with a column that nobody knows, and perhaps a row to mend.
const list = ({ code, family, head, born, child, year }, sex) =>
  'Nom;Prénoms;Sexe;Date de naissance;Ménage;Lien;Montant reçu en francs pour la rentrée scolaire\n' +
  `${family};${head};F;${born};${code};cheffe;1000\n${family};${child};${sex};${year};${code};fils;\n`;

const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

async function send(page, chosen) {
  await page.goto('/personnes/import');
  await page.locator('[name=file]').setInputFiles(chosen);
  await page.locator('[name=source]').fill('Mairie');
  await page.getByRole('button', { name: 'Lire le fichier' }).click();
}

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with script' : 'without script';
  test(`a list comes in by the pages, ${how}: columns, report, corrections, and all of it at once`, async () => {
    const visitor = await enter('director', { javaScript });
    const { page } = visitor;
    visitor.expect(/422/);
    const home = javaScript ? FIRST : SECOND;
    await page.goto('/personnes');
    await page.locator('main a[href="/personnes/import"]').click();
    if (javaScript) await sound(page);
    await send(page, file('liste.csv', list(home, 'X')));
    await page.waitForURL(/import\/[0-9a-f-]{36}/);
    assert.match(await page.locator('main').innerText(), /Montant reçu/);
    if (javaScript) await sound(page);
    await page.getByRole('button', { name: 'Vérifier' }).click();
    await page.locator('.errors').waitFor();
    await page.getByLabel(/Montant reçu/).selectOption('ignore');
    await page.getByRole('button', { name: 'Vérifier' }).click();
    await page.getByText('Écrivez F ou M.').waitFor();
    if (javaScript) await sound(page);
    assert.equal(await page.getByRole('button', { name: 'Tout enregistrer' }).count(), 0);
    const [corrections] = await Promise.all([
      page.waitForEvent('download', { timeout: LONG_MS }),
      page.locator('main a[href$="/corrections"]').click(),
    ]);
    assert.match(readFileSync(await corrections.path(), 'utf8'), /Sexe/);
    await page.getByRole('button', { name: 'Abandonner' }).click();

    await send(page, file('liste.csv', list(home, 'M')));
    await page.getByLabel(/Montant reçu/).selectOption('ignore');
    await page.getByRole('button', { name: 'Vérifier' }).click();
    await page.getByRole('button', { name: 'Tout enregistrer' }).click();
    await page.getByText('Import terminé').first().waitFor();
    if (javaScript) await sound(page);
    await send(page, file('liste.csv', list(home, 'M')));
    assert.match(await page.locator('body').innerText(), /déjà/, 'the same file adds nothing');
    await visitor.close();
  });
}

test('a file that is no list says what to do instead, beside the field', async () => {
  const visitor = await enter('director', { size: PHONE });
  visitor.expect(/422/);
  await send(visitor.page, file('photo.csv', '%PDF-1.7'));
  await visitor.page.getByText(/PDF/).first().waitFor();
  await sound(visitor.page);
  await visitor.close();
});

test('a list leaves sealed unless a reason is chosen, and the trail says so', async () => {
  const visitor = await enter('director', { javaScript: false });
  const { page } = visitor;
  await page.goto('/personnes');
  await page.locator('main a[href="/listes"]').click();
  await page.locator('[name=secret]').fill('quatre mots assez longs');
  await page.locator('[name=again]').fill('quatre mots assez longs');
  const [sealed] = await Promise.all([
    page.waitForEvent('download', { timeout: LONG_MS }),
    page.getByRole('button', { name: 'Sortir la liste' }).click(),
  ]);
  assert.match(sealed.suggestedFilename(), /^akwaba-personnes-\d{4}-\d\d-\d\d\.xlsx\.age$/);
  assert.match(readFileSync(await sealed.path(), 'latin1'), /^age-encryption\.org\/v1/);
  await page.goto('/listes?liste=register');
  await page.locator('[name=seal][value=plain]').check();
  await page.locator('[name=format][value=csv]').check();
  await page.locator('[name=reason]').selectOption('printing');
  const [plain] = await Promise.all([
    page.waitForEvent('download', { timeout: LONG_MS }),
    page.getByRole('button', { name: 'Sortir la liste' }).click(),
  ]);
  assert.match(readFileSync(await plain.path(), 'utf8'), /"Jour";/);
  await page.goto('/centre/trace');
  const trail = await page.locator('main').innerText();
  assert.match(trail, /Liste sortie : Personnes · \d+ lignes · chiffrée/);
  assert.match(trail, /Liste sortie : Registre d'accueil · .* · en clair/);
  await visitor.close();
});

test('the page of lists is sound, says its errors beside the fields, and prints', async () => {
  const visitor = await enter('director');
  const { page } = visitor;
  visitor.expect(/422/);
  await page.goto('/listes');
  await sound(page);
  await tabTo(page, 'main form .actions button');
  await page.keyboard.press('Enter');
  await page.locator('.errors').waitFor();
  await sound(page);
  await printed(page);
  await visitor.close();
});

test('who may not take lists out finds no way to', async () => {
  const visitor = await enter('social-worker');
  const { page } = visitor;
  visitor.expect(/403/);
  await page.goto('/personnes');
  assert.equal(await page.locator('a[href="/listes"]').count(), 0);
  assert.equal((await page.goto('/listes')).status(), 403);
  await visitor.close();
});
