// The day of a social worker, twenty things from signing in to handing over, with the keyboard alone: on the width of a phone, then on
// the counter's old screen.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openVisitor, COUNTER, PHONE } from '../lib/browser.mjs';
import { openDay } from '../lib/day.mjs';
import { accessible, fits, printed } from '../lib/checks.mjs';
import { answerForm, answerStep, choose, pickFirst, press, tabTo, tick, write } from '../lib/keyboard.mjs';

const day = openDay(31);
const RECORD = /\/personnes\/[0-9a-f-]{36}/;
const TASKS = 20;

for (const [where, size, family] of [
  ['on a phone', PHONE, 'Zokouabré'],
  ["on the counter's screen", COUNTER, 'Gnapiébo'],
]) {
  test(`a worker's day of twenty tasks with the keyboard alone, ${where}`, async () => {
    const visitor = await openVisitor(day.browser, day.demo.base, { size });
    visitor.expect(/422/);
    const { page } = visitor;
    const account = day.demo.account('social-worker');
    const main = page.locator('main');
    const send = () => main.locator('form p.actions button').first();
    const link = (name) => main.getByRole('link', { name });
    const button = (name) => main.getByRole('button', { name });
    let done = 0;
    const task = async (name, work) => {
      done += 1;
      try {
        await work();
        await fits(page, [size]);
      } catch (error) {
        throw new Error(`task ${done}, ${name}, at ${page.url()}`, { cause: error });
      }
    };
    let person;
    let dossier;
    let referral;

    await task('signs in', async () => {
      await page.goto('/connexion');
      await write(page, page.locator('[name=login]'), account.login);
      await write(page, page.locator('[name=passphrase]'), account.passphrase);
      // The first to sign in opens the records.
      const away = page.waitForURL((url) => url.pathname !== '/connexion', { timeout: 120_000 });
      await page.keyboard.press('Enter');
      await away;
    });
    await task('reads what is late, first of all', async () => {
      await page.goto('/aujourdhui');
      await accessible(page);
      const sections = await main.locator('section').evaluateAll((all) => all.map((one) => one.getAttribute('aria-labelledby')));
      assert.deepEqual(sections.filter((id) => id === 'late' || id === 'today')[0], 'late', sections.join(', '));
      await press(page, main.locator('section[aria-labelledby=late] li a[href*="/etapes/"]'));
      assert.match(page.url(), /\/etapes\//);
      assert.ok((await page.locator('main .lead').innerText()).length > 10, 'the sentence of advice');
    });
    await task('passes a step that cannot be done, with a reason', async () => {
      await press(page, link('Ne pas faire cette étape'));
      await write(page, main.locator('[name=reason]'), 'La route est coupée.');
      await press(page, button('Passer cette étape'));
      assert.doesNotMatch(page.url(), /\/ecart$/);
    });
    await task('registers somebody with one name', async () => {
      await page.goto('/personnes/nouvelle');
      await write(page, main.locator('[name="name-1"]'), family);
      await press(page, button('Inscrire'));
      await page.waitForURL(RECORD);
      person = page.url();
    });
    await task('finds them again by a name written otherwise', async () => {
      await page.goto('/aujourdhui');
      await page.keyboard.press('/');
      await page.keyboard.insertText(family.toLowerCase().replace('é', 'e').replace('z', 's'));
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/personnes/);
      await press(page, main.getByRole('link', { name: new RegExp(family, 'i') }));
      assert.match(page.url(), RECORD);
    });
    await task('opens a case of theirs', async () => {
      await press(page, link('Ouvrir un dossier'));
      const named = main.getByLabel(/^P16/);
      await choose(page, await named.getAttribute('name'), await named.getAttribute('value'));
      await press(page, button('Ouvrir le dossier'));
      dossier = new URL(page.url()).pathname.split('/').slice(0, 3).join('/');
    });
    await task('does its first step', async () => {
      await answerStep(page);
      assert.match(await main.innerText(), /Faite/);
    });
    await task('writes a note', async () => {
      await page.goto(`${dossier}/notes`);
      await write(page, main.locator('[name=note]'), 'Elle revient jeudi avec son carnet.');
      await press(page, send());
      assert.match(await main.innerText(), /revient jeudi/);
    });
    await task('says what is needed', async () => {
      await page.goto(`${dossier}/besoins`);
      await pickFirst(page, main.locator('[name=need]'));
      await choose(page, 'origin', await main.locator('[name=origin]').first().getAttribute('value'));
      await choose(page, 'state', await main.locator('[name=state]').first().getAttribute('value'));
      await press(page, send());
      assert.ok((await main.locator('ul.rows li').count()) > 0, await main.innerText());
    });
    await task('adds a service to the directory', async () => {
      await page.goto('/annuaire/nouveau');
      await write(page, main.locator('[name=name]'), `État civil de ${family}`);
      await write(page, main.locator('[name=organisation]'), 'Mairie fictive');
      await tick(page, main.locator('[name=kind][value=etat_civil]'));
      await press(page, send());
      assert.match(page.url(), /\/annuaire\/[0-9a-f-]{36}$/);
    });
    await task('looks for who can help', async () => {
      await page.goto(`${dossier}/references`);
      await press(page, button('Trouver un service'));
      await tick(page, main.locator('[name=besoin][value=etat_civil]'));
      await press(page, send());
      const row = main.locator('li, tr, article, section').filter({ hasText: family }).last();
      await press(page, row.getByRole('link', { name: /Référer à ce service/ }));
      await accessible(page);
    });
    await task('refers nobody without consent', async () => {
      await press(page, send());
      assert.ok((await main.locator('.errors li').count()) > 0);
    });
    await task('refers with the consent given here', async () => {
      await choose(page, 'basis', 'now');
      await choose(page, 'consent-form', 'thumbprint');
      await pickFirst(page, main.locator('[name=consent-language]'));
      await tick(page, main.locator('[name=share][value=nom]'));
      await write(page, main.locator('[name=reason]'), 'Extrait de naissance.');
      await write(page, main.locator('[name=wanted]'), 'Un extrait.');
      await press(page, send());
      assert.match(page.url(), /\/references\/[0-9a-f-]{36}$/);
      referral = new URL(page.url()).pathname;
    });
    await task('prints the slip in three parts', async () => {
      await page.goto(`${referral}/fiche`);
      assert.equal((await printed(page)).sheets, 1);
    });
    await task('writes down the answer that came back', async () => {
      await page.goto(referral);
      await choose(page, 'answer', 'servi');
      await choose(page, 'via', 'coupon');
      await press(page, main.locator('form[action$="/reponse"] p.actions button'));
      assert.match(await main.innerText(), /[Ss]ervi/);
    });
    await task('issues a summons that says nothing of why', async () => {
      await page.goto(`${dossier}/papiers`);
      await accessible(page);
      await press(page, main.getByRole('link', { name: /[Cc]onvocation/ }));
      await answerForm(page, main.locator('form').last());
      assert.match(new URL(page.url()).pathname, /^\/papiers\/[0-9a-f-]{36}/, await main.innerText());
      assert.doesNotMatch(await main.innerText(), /Elle revient jeudi|état civil/i);
    });
    await task('prints the file of the case', async () => {
      await page.goto(`${dossier}/fiche`);
      assert.ok((await printed(page)).sheets >= 1);
    });
    await task('closes the case with the last word of the person', async () => {
      await page.goto(`${dossier}/cloturer`);
      const brought = async (label) => {
        const box = main.getByRole('radio', { name: label, exact: true });
        await choose(page, await box.getAttribute('name'), await box.getAttribute('value'));
      };
      for (const label of ['Besoins et objectifs satisfaits', 'Satisfait', 'Avec la personne']) await brought(label);
      for (const area of await main.locator('form textarea').all()) await write(page, area, 'Merci de m’avoir écoutée.');
      await press(page, send());
      assert.match(await main.innerText(), /Merci de m’avoir écoutée/);
    });
    await task('hands a case over to a colleague', async () => {
      await page.goto('/dossiers?voir=miens');
      await press(page, main.locator('a[href^="/dossiers/0"]'));
      await page.goto(`${new URL(page.url()).pathname}/transmettre`);
      await tabTo(page, main.locator('form input:not([type=hidden]), form select'));
      if ((await main.locator('form select').count()) > 0) await pickFirst(page, main.locator('form select'));
      else {
        const to = main.locator('form [type=radio]').first();
        await choose(page, await to.getAttribute('name'), await to.getAttribute('value'));
      }
      await write(page, main.locator('[name=reason]'), 'Je pars en congé.');
      await press(page, send());
      assert.equal(await main.locator('.errors li').count(), 0, await main.innerText());
    });
    await task('hides the screen at once, and comes back', async () => {
      await page.goto('/aujourdhui');
      await press(page, page.getByRole('button', { name: 'Masquer' }));
      assert.doesNotMatch(await page.locator('body').innerText(), new RegExp(family));
      await write(page, page.locator('[name=passphrase]'), account.passphrase);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => !/masque|connexion/.test(url.pathname));
    });
    assert.equal(done, TASKS);
    assert.match(person, RECORD);
    await visitor.close();
  });
}
