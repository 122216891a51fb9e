// The training centre in Chromium: a quiz and an exercise without a script on a phone, a free play at the counter's screen, and the
// band that says everywhere, on paper too, that nobody here is real.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openDay } from '../lib/day.mjs';

const day = openDay(23);
const { enter } = day;

// Plays the open step with invented answers; false once the play is over.
async function playStep(page) {
  const form = page.locator('#etape form').first();
  if ((await form.count()) === 0) return false;
  const give = form.locator('button[name=visa]');
  if (await give.count()) {
    await give.click();
    await page.waitForLoadState();
    return true;
  }
  const invent = form.locator('button[name=inventer]');
  if (await invent.count()) {
    await invent.click();
    await page.waitForLoadState();
  }
  const again = page.locator('#etape form').first();
  const decision = again.locator('input[name=decision]');
  if (await decision.count()) await decision.first().check();
  await again.locator('p.actions button').first().click();
  await page.waitForLoadState();
  return true;
}

test('a quiz on a phone without a script: a question left out is asked again, then every answer is explained', async () => {
  const visitor = await enter('social-worker', { javaScript: false, size: { width: 360, height: 740 } });
  const { page } = visitor;
  visitor.expect(/422/);
  await page.goto('/apprendre/P07/quiz');
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  await page.locator('p.actions button').first().click();
  await page.waitForLoadState();
  assert.match(await page.locator('main').innerText(), /choisissez une réponse/);
  for (const group of await page.locator('fieldset').all()) await group.locator('label').nth(1).click();
  await page.locator('p.actions button').first().click();
  await page.waitForLoadState();
  assert.match(await page.locator('main').innerText(), /réponses? attendues? sur 5/i);
  assert.equal(await page.locator('ol.quiz > li').count(), 5);
  await visitor.close();
});

test('an exercise is played to its end and compared with the expected way', async () => {
  const visitor = await enter('social-worker', { javaScript: false, size: { width: 360, height: 740 } });
  const { page } = visitor;
  visitor.expect(/422/);
  await page.goto('/apprendre/P07/exercices/1');
  for (let moves = 0; moves < 4 && !page.url().includes('comparer'); moves += 1) {
    if (!(await playStep(page))) break;
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, 'fits the phone');
  }
  if (!page.url().includes('comparer')) {
    await page.locator('button[name=terminer]').click();
    await page.waitForLoadState();
  }
  assert.match(await page.locator('main').innerText(), /Corrigé/);
  await visitor.close();
});

test('a sealed procedure is played freely at the counter: deadlines, branches, the date', async () => {
  const visitor = await enter('social-worker', { size: { width: 1024, height: 600 } });
  const { page } = visitor;
  visitor.expect(/422/);
  await page.goto('/manuel/P14/essayer');
  const before = await page.locator('.person-line').innerText();
  await page.locator('button[value="1 semaine"]').click();
  await page.waitForLoadState();
  assert.notEqual(await page.locator('.person-line').innerText(), before);
  assert.ok((await page.locator('ol.course li.now').count()) > 0);
  await playStep(page);
  assert.ok((await page.locator('ol.course li.done').count()) > 0, 'a step is done');
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.training-banner').isVisible(), 'the band is printed');
  assert.ok(await page.locator('.training-mark').isVisible(), 'the word stands across each sheet');
  await visitor.close();
});
