// Writes docs/screenshots: the pages that people see most, as the demo shows them.

import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { BRIGHT_SMILE, MAYA, NORA } from './lib/cast.mjs';
import { row, rows } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

const FOLDER = path.resolve(import.meta.dirname, '../../../docs/screenshots');
const LARGEST = 200_000;

process.env.FONTCONFIG_FILE ??= path.join(import.meta.dirname, 'screenshots.fonts.conf');
const portico = await openPortico();
try {
    mkdirSync(FOLDER, { recursive: true });
    for (const theme of ['light', 'dark']) {
        const large = { theme, width: 1440, height: 900 };
        const guest = await portico.newPage(large);
        await guest.goto('/login');
        await take(guest, `login-${theme}`);
        await inConsole(await portico.enter(MAYA, large), theme);
        await inPortal(await portico.enter(NORA, large), theme);
    }
    const phone = await portico.enter(NORA, { width: 390, height: 844 });
    await phone.goto('/calls');
    await take(phone, 'phone-calls');
} finally {
    await portico.close();
}

async function inConsole(page, theme) {
    await page.goto('/console/accounts');
    await row(page, BRIGHT_SMILE).hover();
    await page.waitForFunction(() => {
        const button = document.querySelector('tr:hover .row-actions .button');
        return button !== null && getComputedStyle(button).opacity === '1';
    });
    await take(page, `console-accounts-${theme}`);
    await row(page, BRIGHT_SMILE).getByRole('link').first().click();
    await page.waitForURL('**/acct_*');
    await page.mouse.move(0, 0);
    await take(page, `console-account-${theme}`);
    await page.goto('/console/board?q=bright');
    await page.getByRole('table', { name: 'Accounts' }).getByRole('link', { name: BRIGHT_SMILE }).click();
    await page.getByRole('heading', { level: 1, name: BRIGHT_SMILE }).waitFor();
    await page.mouse.move(0, 0);
    await take(page, `console-board-${theme}`);
}

async function inPortal(page, theme) {
    await page.goto('/');
    await take(page, `portal-home-${theme}`);
    await page.goto('/calls');
    await take(page, `portal-calls-${theme}`);
    await page.goto('/messages');
    await rows(page).first().getByRole('link').first().click();
    await page.waitForURL('**/messages/msg_*');
    await page.mouse.move(0, 0);
    await take(page, `portal-message-${theme}`);
}

async function take(page, name) {
    const file = path.join(FOLDER, `${name}.png`);
    await page.screenshot({ path: file });
    const { size } = statSync(file);
    if (size > LARGEST) throw new Error(`${file} has ${size} bytes; the most is ${LARGEST}`);
    console.log(`${name}.png  ${Math.round(size / 1000)} kB`);
}
