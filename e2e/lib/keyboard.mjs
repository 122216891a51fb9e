// A visitor who has no mouse: reaches everything with Tab, and chooses, writes and sends with keys alone. What the keyboard cannot
// reach, these cannot either.
const TABS_MAX = 300;

const active = (locator) => locator.evaluate((element) => element === document.activeElement);

// Moves the focus on until it stands on `target`.
export async function tabTo(page, target) {
  const wanted = target.first();
  await wanted.waitFor({ state: 'attached' });
  for (let tabs = 0; tabs <= TABS_MAX; tabs += 1) {
    if (await active(wanted)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${page.url()}: ${target} is not reached with Tab`);
}

// Follows a link or presses a button, and waits for the page it leads to.
export async function press(page, target) {
  await tabTo(page, target);
  const left = page.waitForEvent('framenavigated', { predicate: (frame) => frame === page.mainFrame() });
  await page.keyboard.press('Enter');
  await left;
  await page.waitForLoadState();
}

// Writes in a field in place of what stands there.
export async function write(page, target, text) {
  await tabTo(page, target);
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

// Chooses one of several: the focus enters the group once, the arrows move in it.
export async function choose(page, name, value) {
  const group = page.locator(`main input[type=radio][name="${name}"]`);
  const wanted = page.locator(`main input[type=radio][name="${name}"][value="${value}"]`);
  const inside = () => group.evaluateAll((all) => all.includes(document.activeElement));
  for (let tabs = 0; tabs <= TABS_MAX && !(await inside()); tabs += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  for (let moves = 0; moves < (await group.count()); moves += 1) {
    if (await wanted.isChecked()) return;
    await page.keyboard.press('ArrowDown');
  }
  if (!(await wanted.isChecked())) throw new Error(`${page.url()}: ${name} is not brought to ${value} with the arrows`);
}

// Ticks a box.
export async function tick(page, target) {
  await tabTo(page, target);
  if (!(await target.first().isChecked())) await page.keyboard.press('Space');
}

// The first real choice of a list.
export async function pickFirst(page, target) {
  await tabTo(page, target);
  await page.keyboard.press('ArrowDown');
}

// What stands under the focus, as far as answering it needs.
const focused = (form) =>
  form.evaluate((form) => {
    const one = document.activeElement;
    if (!form.contains(one)) return null;
    const box = one.type === 'radio' || one.type === 'checkbox';
    const group = box ? [...form.querySelectorAll(`input[name="${CSS.escape(one.name)}"]`)] : [];
    return {
      sends: one.matches('p.actions button'),
      box,
      list: one.tagName === 'SELECT',
      writes: one.matches('input, textarea') && !box,
      empty: box ? !group.some((each) => each.checked) : one.value === '',
      name: one.name ?? '',
      type: one.type ?? '',
      number: Boolean(one.getAttribute('inputmode')),
    };
  });

function said({ name, type, number }) {
  const today = new Date();
  if (name.endsWith('_day')) return String(today.getUTCDate());
  if (name.endsWith('_month')) return String(today.getUTCMonth() + 1);
  if (name.endsWith('_year')) return String(today.getUTCFullYear());
  if (type === 'time') return '09:30';
  return number ? '2' : 'Dit par la personne.';
}

// Answers a form from its first field to its button, whatever it asks.
export async function answerForm(page, form) {
  await tabTo(page, form.locator('input:not([type=hidden]), select, textarea, button'));
  for (let fields = 0; fields <= TABS_MAX; fields += 1) {
    const field = await focused(form);
    if (field?.sends) break;
    if (field?.empty && field.box) await page.keyboard.press('Space');
    else if (field?.empty && field.list) await page.keyboard.press('ArrowDown');
    else if (field?.empty && field.writes) {
      // A browser that speaks English asks which half of the day, too.
      if (field.type === 'time') await page.keyboard.type('0930AM');
      else await page.keyboard.insertText(said(field));
    }
    // A part of a date that is full has moved on by itself.
    const now = await focused(form);
    if (!field?.empty || now?.name === field.name) await page.keyboard.press('Tab');
  }
  await press(page, form.locator('p.actions button'));
}

// Answers a step, as often as the answers open further questions.
export async function answerStep(page, rounds = 5) {
  for (let round = 0; round < rounds && page.url().includes('/etapes/'); round += 1) {
    await answerForm(page, page.locator('main form[data-draft]'));
  }
}
