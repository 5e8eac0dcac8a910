// A client's own website, on another origin, carries the widget: nothing before it is allowed, then a button and a form.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';

import { newPage } from './lib/browser.mjs';
import { MAYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { row } from './lib/look.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

describe('the widget on another website', () => {
    let portico, maya, account, website, address;
    before(async () => {
        portico = await openPortico();
        maya = await portico.enter(MAYA);
        await openAccount(maya, 'Bright Smile Dental');
        account = new URL(maya.url()).pathname;
        await maya.goto(`${account}/nickname`);
        await maya.getByLabel('Nickname').fill('bright-smile');
        await maya.getByRole('button', { name: 'Save nickname' }).click();
        await maya.goto(`${account}/business-page`);
        await maya.getByLabel('Published').check();
        await maya.getByLabel('Contact form').check();
        await maya.getByRole('button', { name: 'Save business page' }).click();
        await maya.getByText('Business page saved').waitFor();
        await maya.goto(`${account}/sites`);
        const snippet = await maya.locator('.snippet code').innerText();
        website = createServer((_, response) => {
            response.setHeader('content-type', 'text/html');
            response.end(`<!doctype html><html lang="en"><title>Bright Smile</title><h1>Welcome</h1>${snippet.replace(/https?:\/\/[^/]+/, portico.url)}`);
        }).listen(0, '127.0.0.1');
        await once(website, 'listening');
        address = `127.0.0.1:${website.address().port}`;
    });
    after(async () => {
        website?.close();
        await portico?.close();
    });

    test('s3_33 an unknown website shows nothing, and waits in the list', async () => {
        const guest = await newPage(portico.browser, `http://${address}`);
        const asked = guest.waitForResponse((response) => response.url().includes('/w/bright-smile'));
        await guest.goto('/');
        assert.deepEqual(await (await asked).json(), { allowed: false });
        assert.equal(await guest.locator('portico-widget').count(), 0);
        await guest.context().close();
        await maya.goto(`${account}/sites`);
        await row(maya, address).getByText('Waits for approval').waitFor();
        await inspect(maya);
        await maya.setViewportSize({ width: 1440, height: 900 });
        await row(maya, address).getByRole('button', { name: /^Allow/ }).click();
        await row(maya, address).getByText('Allowed').waitFor();
    });

    test('s3_33 an allowed one shows the button and the form, whose messages arrive', async () => {
        const guest = await newPage(portico.browser, `http://${address}`);
        await guest.goto('/');
        const login = guest.getByRole('link', { name: 'Client login' });
        await login.waitFor();
        assert.ok((await login.getAttribute('href')).endsWith('/login'));
        await guest.getByRole('button', { name: 'Write to us' }).click();
        const frame = guest.frameLocator('iframe[title="Write to Bright Smile Dental"]');
        await frame.getByLabel('Your name').fill('Vera Visitor');
        await frame.getByLabel('Your email').fill('vera@home.example');
        await frame.getByLabel('Your message').fill('Are you open on Monday?');
        await frame.getByRole('button', { name: 'Send message' }).click();
        await frame.getByText('Your message has arrived').waitFor();
        await guest.context().close();
        await maya.goto('/console/messages?q=vera');
        await row(maya, 'Vera Visitor').waitFor();
    });
});
