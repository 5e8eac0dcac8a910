// Passkeys with Chromium's own authenticator: added in the profile, good in place of the password and after it, renamed,
// and removed. Without JavaScript the pages say what is missing, and everything else works.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { MAYA, NORA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { heading, path, row } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

/** A device that keeps passkeys, and knows its person by a fingerprint. */
async function withDevice(page) {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
        options: {
            protocol: 'ctap2',
            transport: 'internal',
            hasResidentKey: true,
            hasUserVerification: true,
            isUserVerified: true,
            automaticPresenceSimulation: true,
        },
    });
    return {
        keys: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
        knows: (isUserVerified) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    };
}

for (const [who, email, base, landing] of [
    ['a client', NORA, '/profile', '/'],
    ['an operator', MAYA, '/console/profile', '/console/accounts'],
]) {
    describe(`passkeys of ${who}`, () => {
        let portico, page, device;
        before(async () => {
            portico = await openPortico();
            page = await portico.enter(email);
            device = await withDevice(page);
        });
        after(() => portico?.close());

        const leave = () => page.context().clearCookies();
        const tryPasskey = () => page.getByRole('button', { name: 'Sign in with a passkey' }).click();

        test('one is added in the profile, and comes with recovery codes', async () => {
            await page.goto(base);
            await page.getByRole('link', { name: /^Second factor and passkeys/ }).click();
            await page.getByRole('link', { name: 'Add a passkey' }).click();
            assert.equal(await heading(page), 'Add a passkey');
            await page.getByLabel('Name').fill('');
            await page.getByRole('button', { name: 'Add a passkey' }).click();
            await page.locator('.field-error', { hasText: 'Enter a name.' }).waitFor();
            assert.equal((await device.keys()).length, 0, 'the device was not asked');
            await page.getByLabel('Name').fill('Work laptop');
            await page.getByRole('button', { name: 'Add a passkey' }).click();
            await page.getByRole('heading', { level: 1, name: 'Your recovery codes' }).waitFor();
            assert.equal((await device.keys()).length, 1);
            await page.getByRole('link', { name: 'I have kept them' }).click();
            await row(page, 'Work laptop').waitFor();
            // The device has one already.
            await page.getByRole('link', { name: 'Add a passkey' }).click();
            await page.getByRole('button', { name: 'Add a passkey' }).click();
            await page.getByText('This device has a passkey of yours already.').waitFor();
            assertQuiet(page);
            await inspect(page);
            await page.goto(`${base}/second-factor`);
            await inspect(page);
        });

        test('it opens the portal without a password, on the page that was wanted', async () => {
            await leave();
            await page.goto(`${base}/second-factor`);
            await page.waitForURL('**/login?*');
            await tryPasskey();
            await page.waitForURL(`**${base}/second-factor`);
            await leave();
            await page.goto('/login');
            await tryPasskey();
            await page.waitForURL((url) => url.pathname === landing);
            assertQuiet(page);
        });

        test('a device that does not know its person opens nothing', async () => {
            await leave();
            await page.goto('/login');
            await device.knows(false);
            await tryPasskey();
            await page.getByText('It was cancelled, or it took too long. Try again.').waitFor();
            assert.equal(path(page), '/login');
            await device.knows(true);
            await tryPasskey();
            await page.waitForURL((url) => url.pathname === landing);
        });

        test('after the password it is the second factor', async () => {
            await leave();
            await page.goto('/login');
            await portico.tryToSignIn(page, portico.login({ email }));
            await page.waitForURL('**/second-factor*');
            await inspect(page);
            await page.goto('/second-factor');
            await page.getByRole('button', { name: 'Use a passkey' }).click();
            await page.waitForURL((url) => url.pathname === landing);
            assertQuiet(page);
        });

        test('it is given another name, and removed; then it opens nothing', async () => {
            await page.goto(`${base}/second-factor`);
            await row(page, 'Work laptop').getByRole('link').first().click();
            await page.getByLabel('Name').fill('Old laptop');
            await page.getByRole('button', { name: 'Save name' }).click();
            // Read and not clicked: the list may be renewed by the change at this very moment.
            await page.goto(await row(page, 'Old laptop').getByRole('link').first().getAttribute('href'));
            await page.getByRole('button', { name: 'Remove this passkey' }).waitFor();
            await inspect(page);
            await page.goto(`${base}/second-factor`);
            await row(page, 'Old laptop').getByRole('link').first().click();
            await page.getByRole('button', { name: 'Remove this passkey' }).click();
            await page.getByText('The passkey is removed').waitFor();
            assert.equal(await row(page, 'Old laptop').count(), 0);
            await leave();
            await page.goto('/login');
            await tryPasskey();
            await page.getByText('This passkey does not fit').first().waitFor();
            await inspect(page);
            await portico.signIn(page, portico.login({ email }));
            assert.equal(path(page), landing);
        });
    });
}

describe('passkeys without JavaScript', () => {
    let portico;
    before(async () => (portico = await openPortico()));
    after(() => portico?.close());

    // Selectors by text pass over such elements.
    const without = async (page) => {
        const hint = page.locator('passkey-form noscript .hint');
        assert.ok(await hint.isVisible());
        return hint.innerText();
    };

    test('the pages say what is missing, and the password opens', async () => {
        const page = await portico.newPage({ javascript: false });
        await page.goto('/login');
        assert.match(await without(page), /^Passkeys need JavaScript, which is turned off here. Sign in with your password.$/);
        assert.equal(await page.getByRole('button', { name: 'Sign in with a passkey' }).isVisible(), false);
        await portico.signIn(page, portico.login({ email: NORA }));
        await page.goto('/profile/passkeys/new');
        assert.match(await without(page), /^Passkeys need JavaScript, .* An authenticator app works without.$/);
        await page.goto('/profile/second-factor');
        await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
        await page.waitForURL('**/second-factor/confirm');
    });
});
