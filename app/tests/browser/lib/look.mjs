// What a visitor reads off a page.

import { setTimeout as pause } from 'node:timers/promises';

export const path = (page) => new URL(page.url()).pathname;
export const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);
export const heading = (page) => page.locator('h1').innerText();

/** The rows of the page's list, in their order. */
export const rows = (page) => page.locator('live-list tbody tr');
/** The row that says these words. */
export const row = (page, words) => rows(page).filter({ hasText: words });
/** The ids of the rows. */
export const keys = (page) => rows(page).evaluateAll((all) => all.map((one) => one.dataset.key));
/** What stands in a column. */
export const column = (page, label) => page.locator(`live-list tbody td[data-label="${label}"]`).allInnerTexts();
/** 333 of “333 calls”. */
export const total = async (page) => Number((await page.locator('.total').innerText()).replace(/\D/g, ''));
/** “12:05” in seconds. */
export const seconds = (text) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

/** Waits until `check` no longer throws, and gives back what it says; its last complaint when the time is over. */
export async function eventually(check, within = 5000) {
    for (const end = Date.now() + within; ; await pause(40)) {
        try {
            return await check();
        } catch (error) {
            if (Date.now() > end) throw error;
        }
    }
}
