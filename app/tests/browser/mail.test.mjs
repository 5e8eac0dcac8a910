// Mail that leaves: handed over to a real server by every way that an administrator can write, read by a parser, and
// followed by its recipient. What the server refuses is seen where an operator looks.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BRIGHT_SMILE, MAYA } from './lib/cast.mjs';
import { certify } from './lib/certificates.mjs';
import { demo } from './lib/demo.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, row, rows } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';
import { openMail } from './lib/smtp.mjs';

const OUTBOX = '/console/settings/outbox';
const ACCESS = '/console/settings/client/portal-access';
const FROM = 'Harborline Letters <portal@harborline.example>';
/** With everything in it that an address of a server must escape. */
const LOGIN = { user: 'portal@harborline.example', password: 'p@ss:w/rd %41?#' };
const SOON = 15_000;

/** A Portico that hands its mail to `url`. */
const mailing = (url, more = {}) =>
    openPortico(demo(), { PORTICO_SMTP_URL: url, PORTICO_MAIL_FROM: FROM, ...more });

/** A letter to Maya, asked for by herself. */
async function sendTest(maya) {
    await maya.goto('/console/settings/letters/test.email');
    await maya.getByRole('button', { name: 'Send me a test', exact: true }).click();
}

/** Waits until the latest letter of the outbox is in this state, and opens it. */
async function openLatest(maya, state) {
    await eventually(async () => {
        await maya.goto(OUTBOX);
        assert.match(await rows(maya).first().innerText(), new RegExp(state));
    }, SOON);
    await rows(maya).first().getByRole('link').first().click();
    await maya.getByRole('heading', { level: 2, name: 'Attempts' }).waitFor();
}

describe('Mail by every way to a server', () => {
    let certificates;
    before(() => (certificates = certify()));
    after(() => certificates?.remove());

    const ways = [
        ['without TLS', { tls: 'none' }],
        ['by STARTTLS, with AUTH PLAIN', { tls: 'starttls', login: { ...LOGIN, methods: ['PLAIN'] } }],
        ['by TLS from the first byte, with AUTH LOGIN', { tls: 'implicit', login: { ...LOGIN, methods: ['LOGIN'] } }],
    ];
    for (const [way, options] of ways) {
        test(`s0_20 a letter arrives ${way}`, async (t) => {
            const mail = await openMail({ ...options, key: certificates.key, cert: certificates.cert });
            t.after(() => mail.close());
            const portico = await mailing(mail.url(), { SSL_CERT_FILE: certificates.authority });
            t.after(() => portico.close());
            const maya = await portico.enter(MAYA);
            await sendTest(maya);
            await eventually(() => assert.equal(mail.mails.length, 1), SOON);
            const [letter] = mail.mails;
            assert.equal(letter.tls, options.tls !== 'none');
            assert.equal(letter.user, options.login?.user ?? null);
            assert.deepEqual(letter.to, [MAYA]);
            assert.equal(letter.sender.name, 'Harborline Letters');
            assert.match(letter.message_id, /^<out_[0-9a-z]+@harborline\.example>$/);
            assert.ok(letter.text.includes(`${portico.url}/login`) && letter.html.includes(`href="${portico.url}/login"`));
            assert.ok(Math.abs(Date.parse(letter.date) - Date.now()) < 120_000, letter.date);
            await openLatest(maya, 'Sent');
            assert.match(await maya.locator('main').innerText(), /Taken[\s\S]*250/);
            assert.ok(!(await maya.content()).includes(LOGIN.password));
        });
    }

    const refusals = [
        ['a certificate that nobody vouches for', { tls: 'implicit', login: LOGIN }, {}, /certificate|UnknownIssuer/i],
        ['a server without STARTTLS', { tls: 'none', login: LOGIN }, { required: true }, /STARTTLS|TLS/i],
    ];
    for (const [what, options, { required }, reason] of refusals) {
        test(`nothing is said to ${what}`, async (t) => {
            const mail = await openMail({ ...options, key: certificates.key, cert: certificates.cert });
            t.after(() => mail.close());
            const url = required ? mail.url().replace('tls=none', 'tls=required') : mail.url();
            const portico = await mailing(url);
            t.after(() => portico.close());
            const maya = await portico.enter(MAYA);
            await sendTest(maya);
            await openLatest(maya, 'Trying again');
            assert.match(await maya.locator('main').innerText(), reason);
            assert.deepEqual([mail.tried, mail.logins.length, mail.mails.length], [0, 0, 0]);
        });
    }

    test('a wrong password is said in the outbox and repeated nowhere', async (t) => {
        const mail = await openMail({ tls: 'none', login: LOGIN });
        t.after(() => mail.close());
        const portico = await mailing(mail.url({ ...LOGIN, password: 'hunter2-is-wrong' }));
        t.after(() => portico.close());
        const maya = await portico.enter(MAYA);
        await sendTest(maya);
        await openLatest(maya, 'Trying again');
        await maya.getByText(/535/).first().waitFor();
        assert.ok(!(await maya.content()).includes('hunter2'));
        assert.equal(mail.mails.length, 0);
        await inspect(maya);
    });
});

describe('An invitation by mail', () => {
    const IDA = 'ida.invited@brightsmile.example';
    let mail, portico, maya;
    before(async () => {
        mail = await openMail({ plan: ['rcpt 550 5.1.1 no such user here', 'slow 4000'] });
        portico = await mailing(mail.url());
        maya = await portico.enter(MAYA);
    });
    after(async () => {
        await portico?.close();
        await mail?.close();
    });

    const invitationIs = (words) =>
        eventually(async () => {
            await maya.goto(`${ACCESS}?columns=account,email,invitation&q=ida.invited`);
            assert.match(await row(maya, IDA).innerText(), words);
        }, SOON);

    test('s1_25 one that the server refuses has bounced, and the list says so', async () => {
        await maya.goto(`${ACCESS}/new`);
        await maya.getByLabel('Company', { exact: true }).selectOption({ label: BRIGHT_SMILE });
        await maya.getByLabel('Company email').fill(IDA);
        await maya.getByLabel('Name', { exact: true }).fill('Ida Invited');
        await maya.locator('.form-foot').getByRole('button', { name: 'Add portal user' }).click();
        await row(maya, IDA).waitFor();
        await invitationIs(/Bounced/);
        await openLatest(maya, 'Failed');
        await maya.getByText(/no such user here/).first().waitFor();
    });

    test('r4 sent again to a slow server, it keeps no page waiting', async () => {
        await maya.goto(`${ACCESS}?q=ida.invited`);
        await row(maya, IDA).getByRole('link').first().click();
        await maya.getByRole('button', { name: /invit/i }).first().click();
        await eventually(() => assert.equal(mail.mails.length, 1), SOON);
        await maya.goto(OUTBOX);
        assert.match(await rows(maya).first().innerText(), /Sending/);
        await maya.goto('/console/accounts');
        await rows(maya).first().waitFor();
        await openLatest(maya, 'Sent');
        await invitationIs(/Pending/);
    });

    test('s0_18 its link sets a password once, and lets the person in', async () => {
        const [letter] = mail.mails;
        const link = letter.text.match(/http\S+\/welcome\/\S+/)[0];
        assert.ok(link.startsWith(`${portico.url}/`), link);
        assert.ok(letter.html.includes(`href="${link}"`), 'the same link in both parts');
        const ida = await portico.newPage();
        // As a scanner of letters does.
        for (const method of ['HEAD', 'GET']) await ida.request.fetch(link, { method });
        await ida.goto(link);
        await ida.locator('input[name=password]').fill('violet anchor 27 lamps');
        await ida.locator('input[name=password]').press('Enter');
        await ida.waitForURL((url) => url.pathname === '/login');
        await portico.signIn(ida, { email: IDA, password: 'violet anchor 27 lamps' });
        await invitationIs(/Accepted/);
        assert.equal((await ida.request.get(link)).status(), 404);
    });
});
