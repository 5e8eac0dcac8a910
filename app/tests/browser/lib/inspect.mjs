// A page held against what every page must be, on a large and on the smallest screen, light and dark.

import assert from 'node:assert/strict';

import { assertAccessible } from './axe.mjs';
import { assertFits, assertQuiet } from './browser.mjs';

const SCREENS = [
    { width: 1440, height: 900 },
    { width: 320, height: 640 },
];
/** Between them nothing may stick out either. */
const BETWEEN = [
    { width: 1024, height: 768 },
    { width: 768, height: 1024 },
];

/** Looks at the page that is open, as it stands there; without its scripts, if they are off. */
export async function inspect(page) {
    assert.equal(await page.locator('h1').count(), 1, `${page.url()} has not one heading`);
    const heading = await page.locator('h1').innerText();
    assert.ok(heading.trim(), `${page.url()} has an empty heading`);
    assert.ok((await page.title()).includes(heading), `${page.url()} is not titled after its heading`);
    for (const screen of BETWEEN) {
        await page.setViewportSize(screen);
        await assertFits(page);
    }
    for (const screen of SCREENS) {
        await page.setViewportSize(screen);
        await assertFits(page);
        // What the bar at the top happens to cover halfway is not too small: one scrolls.
        await page.evaluate(() => window.scrollTo(0, 0));
        // The colours of a page are the same on every screen: they are looked at on the large one, light and dark.
        const looks = screen === SCREENS[0] ? [['light'], ['dark', true]] : [['light', false]];
        for (const [colorScheme, colours] of looks) {
            await page.emulateMedia({ colorScheme });
            await assertAccessible(page, { colours }).catch((error) => {
                throw new Error(`${colorScheme}, ${screen.width} px: ${error.message}`);
            });
        }
    }
    await page.emulateMedia({ colorScheme: 'light' });
    assertQuiet(page);
}
