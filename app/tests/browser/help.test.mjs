// Somebody looks for help, goes from one article to another, and finds a person who answers.

import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { MAYA, NORA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { row } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

const SUBJECT = 'A fax number for referrals';

describe('help', () => {
    let portico, maya, nora;
    before(async () => {
        portico = await openPortico();
        [maya, nora] = await Promise.all([MAYA, NORA].map((who) => portico.enter(who)));
    });
    after(() => portico?.close());

    test('s0_45 an article leads to related ones', async () => {
        await nora.goto('/');
        await nora.getByRole('link', { name: 'Help' }).first().click();
        await nora.waitForURL('**/help');
        await inspect(nora);
        await nora.getByRole('link', { name: 'Keep track of what is to be done' }).click();
        await nora.getByRole('heading', { name: 'Related articles' }).waitFor();
        await inspect(nora);
        await nora.getByRole('link', { name: 'Write down what operators need to know' }).click();
        await nora.getByRole('heading', { level: 1, name: 'Write down what operators need to know' }).waitFor();
    });

    test('s0_46 who finds nothing asks the operators', async () => {
        await nora.goto('/help');
        await nora.getByLabel('Search the help').fill(SUBJECT);
        await nora.keyboard.press('Enter');
        await nora.getByRole('link', { name: 'Ask the operators' }).click();
        await nora.getByRole('heading', { level: 1, name: 'Contact Support' }).waitFor();
        await inspect(nora);
        await nora.getByLabel('Your message').fill('Do we have one?');
        await nora.getByRole('button', { name: 'Send' }).click();
        await nora.getByRole('heading', { level: 1, name: SUBJECT }).waitFor();
        await maya.goto('/console/tasks');
        await row(maya, SUBJECT).waitFor();
    });

    test('nothing went wrong on the way', () => [maya, nora].forEach(assertQuiet));
});
