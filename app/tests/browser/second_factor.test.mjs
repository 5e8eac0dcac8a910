// Second factors: set up in the profile with an app (which is played here), asked for at the next sign-in, replaced by
// a recovery code, required by a role, and removed by an operator when they are lost.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { BRIGHT_SMILE, MAYA, NORA, PRIYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { heading, path, row } from './lib/look.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

/** What an app shows for this secret, `later` steps of thirty seconds from now. */
function code(secret, later = 0) {
    const bits = [...secret.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'));
    const key = Buffer.from(bits.join('').match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const step = Buffer.alloc(8);
    step.writeBigInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
    const mac = createHmac('sha1', key).update(step).digest();
    const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, '0');
}

for (const javascript of [true, false]) {
    describe(`second factor, with${javascript ? '' : 'out'} JavaScript`, () => {
        let portico, nora, secret, recovery;
        before(async () => (portico = await openPortico()));
        after(() => portico?.close());

        const look = async (page) => javascript && (await inspect(page));
        const codes = (page) => page.locator('.plain-list code').allInnerTexts();

        test('a client sets up an app in the profile and keeps ten recovery codes', async () => {
            nora = await portico.enter(NORA, { javascript });
            await nora.goto('/profile');
            await nora.getByRole('link', { name: /^Second factor/ }).click();
            assert.equal(await heading(nora), 'Second factor');
            await look(nora);
            await nora.getByRole('button', { name: 'Set up an authenticator app' }).click();
            await nora.getByRole('img', { name: 'The picture for your authenticator app' }).waitFor();
            await look(nora);
            secret = await nora.locator('.is-secret code').innerText();
            assert.match(await nora.getByRole('link', { name: 'Open in an app' }).getAttribute('href'), /^otpauth:\/\/totp\//);
            await nora.getByLabel('Code that the app shows').fill('12');
            await nora.getByRole('button', { name: 'Confirm' }).click();
            await nora.locator('.field-error').waitFor();
            await look(nora);
            await nora.getByLabel('Code that the app shows').fill(code(secret));
            await nora.getByRole('button', { name: 'Confirm' }).click();
            await nora.getByRole('heading', { level: 1, name: 'Your recovery codes' }).waitFor();
            await look(nora);
            recovery = await codes(nora);
            assert.equal(recovery.length, 10);
            await nora.getByRole('link', { name: 'I have kept them' }).click();
            await nora.getByRole('button', { name: 'Turn off the second factor' }).waitFor();
            await look(nora);
        });

        test('at the next sign-in the code is asked for, and then the page that was wanted opens', async () => {
            const guest = await portico.newPage({ javascript });
            await guest.goto('/calls');
            await portico.tryToSignIn(guest, portico.login({ email: NORA }));
            await guest.waitForURL('**/second-factor*');
            assert.equal(await heading(guest), 'Enter your second factor');
            await look(guest);
            await guest.goto('/messages');
            assert.equal(path(guest), '/second-factor');
            await guest.getByLabel('Code').fill('000 000');
            await guest.getByRole('button', { name: 'Continue' }).click();
            await guest.locator('.field-error').waitFor();
            await look(guest);
            // The one that it was set up with is used; an app would show the next one a moment later.
            await guest.getByLabel('Code').fill(code(secret, 1));
            await guest.getByRole('button', { name: 'Continue' }).click();
            await guest.waitForURL('**/messages');
            assertQuiet(guest);
        });

        test('without the app a recovery code opens, once', async () => {
            for (const opens of [true, false]) {
                const guest = await portico.newPage({ javascript });
                await guest.goto('/login');
                await portico.tryToSignIn(guest, portico.login({ email: NORA }));
                await guest.waitForURL('**/second-factor*');
                await guest.getByLabel('Code').fill(recovery[0]);
                await guest.getByRole('button', { name: 'Continue' }).click();
                if (opens) await guest.waitForURL((url) => url.pathname === '/');
                else await guest.locator('.field-error').waitFor();
            }
        });

        test('who lost everything asks an operator, who takes the factor away', async () => {
            const maya = await portico.enter(MAYA, { javascript });
            await openAccount(maya, BRIGHT_SMILE);
            await maya.locator(`a[href^="/console/users/"]`, { hasText: /Nora/ }).first().click();
            await maya.getByRole('button', { name: 'Remove second factor' }).waitFor();
            await look(maya);
            await maya.getByRole('button', { name: 'Remove second factor' }).click();
            await maya.getByText('Second factor removed').waitFor();
            const guest = await portico.newPage({ javascript });
            await portico.signIn(guest, portico.login({ email: NORA }));
            assert.equal(path(guest), '/');
        });

        test('a role asks for one, and whoever has none sets it up before anything opens', async () => {
            const maya = await portico.enter(MAYA, { javascript });
            await maya.goto('/console/roles');
            await row(maya, 'Client User').getByRole('link', { name: 'Client User' }).first().click();
            await maya.getByRole('link', { name: 'Require a second factor' }).click();
            await maya.getByRole('button', { name: 'Require a second factor' }).click();
            await maya.getByText('Second factor required').first().waitFor();
            await look(maya);
            const priya = await portico.newPage({ javascript });
            await priya.goto('/login');
            await portico.tryToSignIn(priya, portico.login({ email: PRIYA }));
            await priya.waitForURL('**/second-factor*');
            assert.equal(await heading(priya), 'Set up a second factor');
            await look(priya);
            await priya.getByRole('button', { name: 'Set up an authenticator app' }).click();
            await priya.getByRole('img', { name: 'The picture for your authenticator app' }).waitFor();
            await look(priya);
            await priya.getByLabel('Code that the app shows').fill(code(await priya.locator('.is-secret code').innerText()));
            await priya.getByRole('button', { name: 'Confirm' }).click();
            await priya.getByRole('link', { name: 'I have kept them' }).waitFor();
            await look(priya);
            await priya.getByRole('link', { name: 'I have kept them' }).click();
            await priya.waitForURL((url) => url.pathname === '/');
            assertQuiet(priya);
        });
    });
}
