// Every page there is, as everybody who may come to it sees it. The list of pages is the printed table of routes, so a
// new page is looked at from its first day.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { BRIGHT_SMILE, MAYA, NORA, PRIYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, row, rows } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

const TABLE = path.resolve(import.meta.dirname, '../../../docs/generated/routes.md');
/** Not pages: files, streams, the API. And the pages of links, which first_start.test.mjs and secure_link.test.mjs look
 * at, of work on many records, which portal_access.test.mjs and account_import.test.mjs look at, and of views, passkeys,
 * businesses, webhooks, attachments and proposals, which have journeys of their own. */
const ELSEWHERE =
    /^\/(api|assets|live|console\/live|console\/jobs|console\/imports|console\/pushes|(console\/)?views\/\{id\}|(console\/)?profile\/passkeys\/\{id\}|b|w|ack|welcome|link|calendar|unsubscribe|reset-password|photos|console\/photos|(console\/)?attachments\/\{id\}|(console\/)?resources\/proposals\/\{id\}|(console\/)?calls\/\{id\}\/recording)(\/|$)|\.(css|csv|js|json|vcf)$|^\/console$|^\/console\/accounts\/\{id\}\/(made|push|template\/new)$|^(\/messages|\/console\/accounts\/\{id\})\/delivery\/webhook\/(remove|secret)$|^\/console\/settings\/webhook(s|-deliveries)\/\{id\}/;

/** What a Client User may not open. */
const OF_ADMINS = /^\/(announcements|business-page|history|messages\/delivery|onboarding|on_call\/|people\/|resources|tasks\/new|tasks\/\{id\}\/(edit|delete))/;

/** Where the ids of an address come from: a page, and what its links look like. */
const ACCOUNT = 'the account’s page';
const SAMPLES = {
    '/calls/{id}': ['/calls', /^\/calls\/call_\w+/],
    '/messages/{id}': ['/messages', /^\/messages\/msg_\w+/],
    '/tasks/{id}': ['/tasks', /^\/tasks\/task_\w+/],
    '/resources/{id}': ['/resources', /^\/resources\/res_\w+/],
    '/announcements/{id}': ['/announcements', /^\/announcements\/ann_\w+/],
    '/help/{article}': ['/help', /^\/help\/(?!contact)[\w-]+/],
    '/console/tasks/{id}': ['/console/tasks', /^\/console\/tasks\/task_\w+/],
    '/console/resources/{id}': ['/console/resources', /^\/console\/resources\/res_\w+/],
    '/console/calls/{id}': ['/console/calls', /^\/console\/calls\/call_\w+/],
    '/console/messages/{id}': ['/console/messages', /^\/console\/messages\/msg_\w+/],
    '/console/users/{id}': [ACCOUNT, /^\/console\/users\/user_\w+/],
    '/console/contacts/{id}': [ACCOUNT, /^\/console\/contacts\/cont_\w+/],
    '/console/settings/client/portal-access/users/{id}': [
        '/console/settings/client/portal-access',
        /^\/console\/settings\/client\/portal-access\/users\/user_\w+/,
    ],
    '/console/operators/{id}': ['/console/operators', /^\/console\/operators\/user_\w+/],
    '/console/roles/{id}': ['/console/roles', /^\/console\/roles\/role_\w+/],
    '/people/users/{id}': ['/people', /^\/people\/users\/user_\w+/],
    '/people/contacts/{id}': ['/people', /^\/people\/contacts\/cont_\w+/],
    '/on_call/{id}': ['/on_call', /^\/on_call\/sched_\w+/],
    '/console/board/{id}': ['/console/board', /^\/console\/board\/acct_\w+/],
    '/console/on_call/{id}': ['/console/on_call', /^\/console\/on_call\/sched_\w+/],
    '/console/settings/onboarding/{id}': ['/console/settings/onboarding', /^\/console\/settings\/onboarding\/step_\w+/],
    '/console/settings/plans/{id}': ['/console/settings/plans', /^\/console\/settings\/plans\/plan_\w+/],
    '/console/keys/{id}': ['/console/keys', /^\/console\/keys\/key_\w+/],
    '/console/settings/letters/{id}': ['/console/settings/letters', /^\/console\/settings\/letters\/\w+\.email/],
    '/console/settings/mailbox/{id}': ['/console/settings/mailbox', /^\/console\/settings\/mailbox\/out_\w+/],
    '/console/settings/outbox/{id}': ['/console/settings/outbox', /^\/console\/settings\/outbox\/out_\w+/],
};

const routes = existsSync(TABLE)
    ? [...readFileSync(TABLE, 'utf8').matchAll(/^\| `GET (\S+)` \|/gm)].map(([, route]) => route)
    : [
          '/', '/login', '/profile', '/people', '/calls', '/calls/filter', '/calls/columns', '/calls/{id}', '/messages',
          '/messages/filter', '/messages/columns', '/messages/{id}', '/history', '/history/filter', '/history/columns',
          '/console/accounts', '/console/accounts/filter', '/console/accounts/columns', '/console/accounts/new',
          '/console/accounts/{id}', '/console/accounts/{id}/edit', '/console/accounts/{id}/lock',
          '/console/accounts/{id}/users/new', '/console/accounts/{id}/contacts/new', '/console/users/{id}',
          '/console/users/{id}/edit', '/console/users/{id}/delete', '/console/contacts/{id}/edit',
          '/console/contacts/{id}/delete', '/console/calls', '/console/calls/filter', '/console/calls/columns',
          '/console/calls/{id}', '/console/messages', '/console/messages/filter', '/console/messages/columns',
          '/console/messages/new', '/console/messages/{id}', '/console/history', '/console/history/filter',
          '/console/history/columns', '/console/keys', '/console/keys/new', '/console/keys/{id}/revoke',
          '/console/profile',
      ];
const pages = routes.filter((route) => !ELSEWHERE.test(route));
const ofConsole = (route) => route.startsWith('/console');
const ofPortal = (route) => !ofConsole(route) && route !== '/login';

let portico;
before(async () => (portico = await openPortico()));
after(() => portico?.close());

/** Finds the addresses of what is there: `of('/calls/{id}')` is `/calls/call_01…`. */
function addresses(page, account) {
    const known = new Map([['/console/accounts/{id}', account]]);
    const look = async (pattern) => {
        assert.ok(SAMPLES[pattern], `say in SAMPLES where the id of ${pattern} comes from`);
        const [list, looks] = SAMPLES[pattern];
        await page.goto(list === ACCOUNT ? account : list);
        const links = await page.locator('main a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
        // The last one is not the primary admin, who cannot be deleted.
        const found = links.map((link) => link.match(looks)?.[0]).filter(Boolean).at(-1);
        assert.ok(found, `${list} has no link like ${looks}`);
        return found;
    };
    return async (route) => {
        const pattern = route.match(/^[^{]+\{[^}]+\}/)?.[0];
        if (!pattern) return route;
        if (!known.has(pattern)) known.set(pattern, await look(pattern));
        return known.get(pattern) + route.slice(pattern.length);
    };
}

/** Each visitor looks at one page after the other; two visitors at a time. */
const ONE = { concurrency: 1 };

describe('pages', { concurrency: 2 }, () => {
    const VISITORS = [
        ['an operator', MAYA, pages.filter(ofConsole)],
        ['a Client Admin', NORA, pages.filter(ofPortal)],
        ['a Client User', PRIYA, pages.filter((route) => ofPortal(route) && !OF_ADMINS.test(route))],
    ];

    for (const [who, email, seen] of VISITORS) {
        describe(`as ${who} sees them`, ONE, () => {
            let page, of;
            before(async () => {
                page = await portico.enter(email);
                of = addresses(page);
                if (email !== MAYA) return;
                await page.goto('/console/accounts?q=dental');
                of = addresses(page, await row(page, BRIGHT_SMILE).getByRole('link').first().getAttribute('href'));
                // There is no key yet to be looked at.
                await page.goto('/console/keys/new');
                await page.getByLabel('Name').fill('Phone system');
                await page.getByRole('group', { name: 'What it may do' }).getByRole('checkbox').first().check();
                await page.getByRole('button', { name: 'Make API key' }).click();
                await page.locator('.once').waitFor();
                await inspect(page);
                // Nor a letter.
                await page.goto('/console/settings/letters/test.email');
                await page.getByRole('button', { name: 'Send me a test' }).click();
                await eventually(async () => {
                    await page.goto('/console/settings/mailbox');
                    assert.ok((await rows(page).count()) >= 1);
                });
            });

            for (const route of seen) {
                test(route, async () => {
                    const answer = await page.goto(await of(route));
                    assert.equal(answer.status(), 200);
                    await inspect(page);
                });
            }
        });
    }

    describe('as a guest sees them', ONE, () => {
        let page;
        before(async () => (page = await portico.newPage()));

        test('/login', async () => {
            await page.goto('/login');
            await inspect(page);
        });

        test('a page that is not there', async () => {
            const answer = await page.goto('/nowhere');
            assert.equal(answer.status(), 404);
            await inspect(page);
        });

        test('a sign-in that was refused', async () => {
            await page.goto('/login');
            await portico.tryToSignIn(page, { email: 'nobody@nowhere.example', password: 'wrong' });
            await page.getByRole('alert').waitFor();
            await inspect(page);
        });
    });

    describe('what pages turn into', ONE, () => {
        let page;
        before(async () => (page = await portico.enter(MAYA)));

        test('a form with everything wrong', async () => {
            await page.goto('/console/accounts/new');
            await page.getByLabel('Phone').fill('12');
            await page.getByLabel('Numbers').fill('none');
            await page.getByRole('button', { name: 'Create account' }).click();
            await page.getByText('things to correct').waitFor();
            await inspect(page);
        });

        test('a list that a search left nothing of', async () => {
            await page.goto('/console/calls?q=nobody-of-this-name&state=missed');
            await page.locator('.empty').waitFor();
            await inspect(page);
        });

        test('a list with filters', async () => {
            await page.goto('/console/calls?state=missed,voicemail&started_at=2020-01-01..&duration=1..600');
            assert.ok((await page.locator('.chip').count()) >= 3);
            await inspect(page);
        });

        test('the help on keys', async () => {
            await page.goto('/console/accounts');
            await page.keyboard.press('?');
            await page.getByRole('dialog').waitFor();
            await inspect(page);
        });

        test('the filters beside the list', async () => {
            await page.setViewportSize({ width: 1440, height: 900 });
            await page.goto('/console/messages');
            await page.getByRole('link', { name: 'Add filter' }).click();
            await page.getByRole('button', { name: 'Apply filters' }).waitFor();
            await inspect(page);
        });

        test('the menu behind one’s name', async () => {
            await page.goto('/console/settings');
            await page.locator('.top .who').click();
            await page.getByRole('button', { name: 'Sign out' }).waitFor();
            await inspect(page);
        });

        test('something was done', async () => {
            await page.goto('/console/messages');
            await rows(page).first().getByRole('link').first().click();
            await page.getByRole('button', { name: /^Mark as/ }).first().click();
            await page.locator('toast-note').waitFor();
            await inspect(page);
        });

        test('in a client’s place', async () => {
            await page.goto('/console/accounts?q=dental');
            await row(page, BRIGHT_SMILE).hover();
            await page.getByRole('button', { name: /^Login as User/ }).click();
            await page.getByRole('region', { name: 'Login as User' }).waitFor();
            await inspect(page);
        });
    });
});
