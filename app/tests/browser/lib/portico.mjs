// One Portico with the demo in it and one Chromium, both gone after `close()`:
//
//     const portico = await openPortico();
//     after(() => portico.close());
//     const page = await portico.newPage({ theme: 'dark', width: 320 });
//     await portico.signIn(page, portico.login({ kind: 'operator' }));
//     await portico.axe(page);

import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { assertAccessible } from './axe.mjs';
import { launch, newPage } from './browser.mjs';
import { demo } from './demo.mjs';
import { serve } from './server.mjs';

const SCREENSHOTS = path.resolve(import.meta.dirname, '../../../../target/screenshots');

/** `data` is a folder as demo.mjs makes them; the demo if none is given. `settings` are for its environment. */
export async function openPortico(data = demo(), settings = {}) {
    const { folder, logins, remove } = await data;
    const server = await serve(folder, settings).catch((error) => {
        remove();
        throw error;
    });
    const browser = await launch().catch(async (error) => {
        await server.stop();
        remove();
        throw error;
    });

    return {
        url: server.url,
        logins,
        browser,

        /** The first login that has all these properties: `login({ kind: 'operator', role: 'administrator' })`. */
        login(wanted) {
            const found = logins.find((login) => Object.entries(wanted).every(([key, value]) => login[key] === value));
            if (!found) throw new Error(`the demo has no login like ${JSON.stringify(wanted)}`);
            return found;
        },

        /** A page of a fresh visitor: { theme: 'light' | 'dark', width, height, javascript: true | false }. */
        newPage: (options) => newPage(browser, server.url, options),

        /** The page of a fresh visitor who has signed in: an email of cast.mjs, or a login. */
        async enter(who, options) {
            const page = await this.newPage(options);
            await this.signIn(page, typeof who === 'string' ? this.login({ email: who }) : who);
            return page;
        },

        /** Signs in through the form, as anybody does. */
        async signIn(page, { email, password }) {
            await page.goto('/login');
            await this.tryToSignIn(page, { email, password });
            await page.waitForURL((url) => url.pathname !== '/login');
        },

        /** Fills the form in and sends it, whatever comes of it. */
        async tryToSignIn(page, { email, password }) {
            await page.locator('input[name=email]').fill(email);
            await page.locator('input[name=password]').fill(password);
            await page.locator('input[name=password]').press('Enter');
        },

        /** Fails with a list of what WCAG 2.2 AA finds wrong with the page. */
        axe: assertAccessible,

        /** Leaves target/screenshots/NAME.png. */
        async screenshot(page, name) {
            mkdirSync(SCREENSHOTS, { recursive: true });
            const file = path.join(SCREENSHOTS, `${name}.png`);
            await page.screenshot({ path: file, fullPage: true });
            return file;
        },

        async close() {
            await browser.close();
            await server.stop();
            remove();
        },
    };
}
