// Chromium, and pages in it as different visitors see them.

import { chromium } from 'playwright-core';

const QUIET = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
];

export function launch() {
    // Chromium refuses its sandbox to root.
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return chromium.launch({ executablePath: process.env.PORTICO_CHROMIUM, args: [...root, ...QUIET] });
}

const complaints = new WeakMap();

export async function newPage(browser, url, options = {}) {
    const { theme = 'light', width = 1280, height = 900, javascript = true } = options;
    const context = await browser.newContext({
        baseURL: url,
        colorScheme: theme,
        viewport: { width, height },
        javaScriptEnabled: javascript,
        reducedMotion: 'reduce',
        locale: 'en-US',
        timezoneId: 'America/New_York',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const heard = [];
    complaints.set(page, heard);
    page.on('pageerror', (error) => heard.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
        // A page that is itself a refusal (422, 404) is no complaint: what it says is for the test to read.
        const own = message.location().url === page.url() && /status of 4\d\d/.test(message.text());
        // Nor is one that a window over the page shows.
        const refusal = own || /status of 4(09|22)/.test(message.text());
        if (message.type() === 'error' && !refusal) heard.push(`${page.url()}: ${message.text()}`);
    });
    return page;
}

/** Fails when the browser complained about a page: a script that threw, a file that was refused by the CSP or missing. */
export function assertQuiet(page) {
    const heard = complaints.get(page) ?? [];
    if (heard.length > 0) throw new Error(`the browser complained:\n${heard.join('\n')}`);
}

/** Fails when the page must be scrolled sideways. */
export async function assertFits(page) {
    const { wide, view } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        view: document.documentElement.clientWidth,
    }));
    if (wide > view) throw new Error(`${page.url()} is ${wide} px wide in a window of ${view} px`);
}
