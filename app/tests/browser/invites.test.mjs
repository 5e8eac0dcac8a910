// A client admin runs the people of the own account, a user’s row opens the password section, and everybody chooses the
// letters that come.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BRIGHT_SMILE, MAYA, NORA, PRIYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, heading, path, row } from './lib/look.mjs';
import { openAccount, writeMessage } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

const NEW = 'ida.invited@brightsmile.example';
const GOOD = 'lantern gravel otter seventeen';

for (const javascript of [true, false]) {
    describe(`invitations and letters, with${javascript ? '' : 'out'} JavaScript`, () => {
        let portico, nora, maya;
        before(async () => {
            portico = await openPortico();
            nora = await portico.enter(NORA, { javascript });
            maya = await portico.enter(MAYA, { javascript });
        });
        after(() => portico?.close());

        /** The page as it is held against what every page must be; axe is a script, too. */
        const look = async (page) => {
            if (!javascript) return;
            await inspect(page);
            await page.setViewportSize({ width: 1440, height: 900 });
        };
        const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
        /** Chooses from the three dots of a person's row. */
        const choose = async (page, who, name, role = 'button') => {
            await row(page, who).locator('details.menu summary').click();
            await row(page, who).getByRole(role, { name }).click();
        };
        /** The text of the latest letter in the mailbox. */
        const latest = async (to, subject) => {
            let text;
            await eventually(async () => {
                await maya.goto('/console/settings/mailbox');
                await row(maya, to).filter({ hasText: subject }).first().getByRole('link').first().click();
                text = await maya.locator('main').innerText();
            });
            return text;
        };

        test('c_15 a client admin invites somebody', async () => {
            await nora.goto('/people');
            await nora.getByRole('link', { name: 'Add user' }).click();
            await nora.getByRole('heading', { level: 1, name: 'Add user' }).waitFor();
            await look(nora);
            await nora.getByLabel('Name').fill('Ida Invited');
            await nora.getByLabel('Email').fill(NEW);
            await press(nora, 'Add user');
            await nora.waitForURL('**/people');
            await nora.getByText(`The invitation goes to ${NEW}.`).waitFor();
            await eventually(async () => {
                await nora.goto('/people');
                assert.match(await row(nora, 'Ida Invited').innerText(), /Pending/);
            });
            await look(nora);
        });

        test('c_15 it is sent again, and what was sent before opens nothing', async () => {
            const before = (await latest(NEW, 'Your access')).match(/\/welcome\/\S+/)[0];
            await nora.goto('/people');
            await choose(nora, 'Ida Invited', 'Send invitation again');
            await nora.getByText('The invitation is on its way').waitFor();
            await eventually(async () => {
                const now = (await latest(NEW, 'Your access')).match(/\/welcome\/\S+/)[0];
                assert.notEqual(now, before);
            });
            const guest = await portico.newPage({ javascript });
            const answer = await guest.goto(before);
            assert.equal(answer.status(), 404);
        });

        test('c_15 it is withdrawn', async () => {
            await nora.goto('/people');
            await choose(nora, 'Ida Invited', 'Withdraw invitation…', 'link');
            if (javascript) {
                await nora.getByRole('dialog').getByRole('button', { name: 'Withdraw invitation' }).click();
            } else {
                assert.equal(await heading(nora), 'Withdraw the invitation of Ida Invited?');
                await press(nora, 'Withdraw invitation');
            }
            await nora.getByText('The invitation is withdrawn').waitFor();
            assert.match(await row(nora, 'Ida Invited').innerText(), /Not invited|–/);
            await look(nora);
        });

        test('c_05 with a temporary password the person chooses an own one before anything opens', async () => {
            await maya.goto('/console/settings/client/invitations');
            await maya.getByLabel('Invitations by email bring a temporary password').check();
            await press(maya, 'Save');
            await maya.getByText('Saved').first().waitFor();
            await look(maya);
            await nora.goto('/people');
            await choose(nora, 'Ida Invited', 'Send invitation');
            await nora.getByText('The invitation is on its way').waitFor();
            let password;
            await eventually(async () => {
                password = (await latest(NEW, 'Your access')).match(/Password: (\S+)/)[1];
            });
            const ida = await portico.newPage({ javascript });
            await ida.goto('/login');
            await portico.tryToSignIn(ida, { email: NEW, password });
            await ida.waitForURL('**/new-password*');
            await ida.goto('/calls');
            assert.equal(path(ida), '/new-password');
            await ida.getByLabel('New password', { exact: true }).fill(GOOD);
            await press(ida, 'Set password');
            await ida.waitForURL((url) => url.pathname !== '/new-password');
            await nora.goto('/people');
            assert.match(await row(nora, 'Ida Invited').innerText(), /Accepted/);
        });

        test('s2_22 the down arrow on a user’s row opens the password section', async () => {
            await openAccount(maya, BRIGHT_SMILE);
            const here = path(maya);
            await row(maya, 'Ida Invited').getByRole('link', { name: /^Password\W+Ida Invited$/ }).click();
            const section = maya.getByRole('region', { name: 'Change password of Ida Invited' });
            await section.waitFor();
            assert.equal(path(maya), here, 'on the same page');
            await look(maya);
            const field = section.getByLabel('New password', { exact: true });
            await section.getByText('Suggest a strong password').click();
            const suggestion = await section.locator('.suggestion code').innerText();
            assert.equal([...suggestion].length, 15, 's0_24');
            if (javascript) {
                await field.fill('ida');
                assert.equal(await section.locator('.criteria .is-met').count(), 0);
                await section.getByRole('button', { name: 'Use it' }).click();
                assert.equal(await field.inputValue(), suggestion);
                assert.equal(await section.locator('.criteria .is-met').count(), 2, 'ticked off while one types');
            } else {
                await field.fill(suggestion);
            }
            await section.getByRole('button', { name: 'Change password' }).click();
            await maya.getByText('Password changed').waitFor();
            assert.equal(path(maya), here);
            assert.equal(await section.count(), 0, 'and it is closed again');
            const ida = await portico.newPage({ javascript });
            await ida.goto('/login');
            await portico.tryToSignIn(ida, { email: NEW, password: suggestion });
            await ida.waitForURL('**/new-password*');
        });

        test('s0_33 what people show and the second factor stand in the form of a role', async () => {
            await maya.goto('/console/roles/new?kind=portal_user');
            await maya.getByLabel('Name').fill('Night desk');
            await maya.getByRole('radio', { name: 'The email address or a telephone number', exact: true }).check();
            await maya.getByLabel('Require a second factor').check();
            await look(maya);
            await press(maya, 'Make role');
            await maya.getByRole('heading', { level: 1, name: 'Night desk' }).waitFor();
            await maya.getByText('Second factor required').waitFor();
            await maya.getByText('Shows the email address or a telephone number').waitFor();
            await maya.getByRole('link', { name: 'Verification…' }).click();
            await look(maya);
            await maya.getByRole('radio', { name: 'Nothing', exact: true }).check();
            await press(maya, 'Save');
            await maya.getByRole('heading', { level: 1, name: 'Night desk' }).waitFor();
            assert.equal(await maya.getByText('Shows the email address').count(), 0);
        });

        test('s4_42 letters of new messages are chosen in the profile, and those about signing in stay', async () => {
            const priya = await portico.enter(PRIYA, { javascript });
            await priya.goto('/my_profile');
            await priya.getByRole('link', { name: 'Choose' }).click();
            await priya.getByRole('heading', { level: 1, name: 'Notifications' }).waitFor();
            await priya.getByText('They cannot be switched off.').waitFor();
            const box = priya.getByRole('group', { name: /New message/ }).getByRole('checkbox', { name: /By Email/ });
            assert.ok(!(await box.isChecked()), 'off until it is chosen');
            await look(priya);
            await box.check();
            await press(priya, 'Save changes');
            await priya.waitForURL('**/profile');
            await priya.getByText('New message by Email').waitFor();
            await look(priya);
            await writeMessage(maya, { account: BRIGHT_SMILE, contact: 'Dr. Priya Anand', subject: 'Lost crown' });
            const text = await latest(PRIYA, 'A new message for you');
            assert.ok(!text.includes('Lost crown'), 'nothing of what it says');
            const link = text.match(/\/messages\/msg_\w+/)[0];
            await priya.goto(link);
            assert.equal(await heading(priya), 'Lost crown');
        });
    });
}
