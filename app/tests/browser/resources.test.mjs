// A client writes what operators need to know; each operator is shown what changed since he or she last read it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { BRIGHT_SMILE, MAYA, NORA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

/** One red point. */
const PICTURE = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQAY3Y2wAAAAAElFTkSuQmCC',
    'base64',
);

const TITLE = 'When the server is down';

describe('resources', () => {
    let portico, maya, nora;
    before(async () => {
        portico = await openPortico();
        [maya, nora] = await Promise.all([MAYA, NORA].map((who) => portico.enter(who)));
    });
    after(() => portico?.close());

    test('s0_42 a Client Admin writes what operators need to know', async () => {
        await nora.goto('/resources');
        await nora.getByRole('link', { name: 'New resource' }).first().click();
        await nora.getByLabel('Title').fill(TITLE);
        await nora.getByLabel('Category').selectOption({ label: 'Scripts' });
        await nora.getByLabel('What operators need to know').fill('## Say\n\n- **We call back** today\n\n<img src=x onerror=alert(1)>');
        await nora.getByRole('button', { name: 'Add resource' }).click();
        await nora.getByRole('heading', { level: 1, name: TITLE }).waitFor();
        await nora.getByRole('heading', { name: 'Say', exact: true }).waitFor();
        assert.equal(await nora.locator('main img').count(), 0);
        await inspect(nora);
    });

    test('s0_10 an operator opens it on the account and says that it was read', async () => {
        await openAccount(maya, BRIGHT_SMILE);
        const part = maya.getByRole('region', { name: 'Resources' });
        await part.getByText(TITLE, { exact: true }).click();
        await part.getByText('We call back').waitFor();
        await inspect(maya);
        await part.getByRole('link', { name: `Open ${TITLE}` }).click();
        await maya.getByRole('button', { name: 'I have read it' }).click();
        await maya.getByText('Noted that you have read it').waitFor();
        assert.equal(await maya.getByRole('button', { name: 'I have read it' }).count(), 0);
    });

    test('s0_10 what is changed afterwards is shown line by line', async () => {
        await nora.getByRole('link', { name: 'Edit' }).click();
        const text = nora.getByLabel('What operators need to know');
        await text.fill((await text.inputValue()).replace('today', 'within the hour'));
        await nora.getByRole('button', { name: 'Save changes' }).click();
        await nora.getByText('2 of 2').waitFor();
        await maya.reload();
        await maya.getByText('This was changed since you last read it.').waitFor();
        const changes = maya.getByRole('region', { name: 'What changed since you last read it' });
        assert.match(await changes.locator('del').innerText(), /today/);
        assert.match(await changes.locator('ins').innerText(), /within the hour/);
        await inspect(maya);
    });

    test('s0_42 a file is attached, and one that lies about its kind is not', async () => {
        await nora.getByRole('link', { name: 'Attach a file' }).click();
        const file = nora.getByLabel('File', { exact: false });
        await file.setInputFiles({ name: 'rates.pdf', mimeType: 'application/pdf', buffer: Buffer.from('day;rate') });
        await nora.getByRole('button', { name: 'Attach file' }).click();
        await nora.getByRole('link', { name: 'Give it the name of what it is' }).waitFor();
        await inspect(nora);
        await file.setInputFiles({ name: 'Way to the server.png', mimeType: 'image/png', buffer: PICTURE });
        await nora.getByRole('button', { name: 'Attach file' }).click();
        await nora.getByText('Way to the server.png is attached').waitFor();
        const files = nora.getByRole('region', { name: 'Files' });
        await files.getByRole('link', { name: 'Way to the server.png', exact: true }).waitFor();
        await inspect(nora);
    });

    test('s0_10 an operator finds it on the account, saves it and looks at it', async () => {
        await openAccount(maya, BRIGHT_SMILE);
        const part = maya.getByRole('region', { name: 'Resources' });
        await part.getByText(TITLE, { exact: true }).click();
        const [saved] = await Promise.all([
            maya.waitForEvent('download'),
            part.getByRole('link', { name: 'Way to the server.png', exact: true }).click(),
        ]);
        assert.equal(saved.suggestedFilename(), 'Way to the server.png');
        await inspect(maya);
        // On a page of its own: the browser's frame around a picture has a style, which the sandbox refuses aloud.
        const view = part.getByRole('link', { name: 'View Way to the server.png' });
        const look = await maya.context().newPage();
        await look.goto(new URL(await view.getAttribute('href'), maya.url()).href);
        assert.match(look.url(), /\/console\/attachments\/file_\w+\/view$/);
        assert.equal(await look.locator('img').count(), 1);
        await look.close();
        await part.getByRole('link', { name: `Open ${TITLE}` }).click();
    });

    test('s0_42 a file is removed', async () => {
        await nora.getByRole('link', { name: 'Remove… Way to the server.png' }).click();
        await nora.getByRole('heading', { name: 'Remove “Way to the server.png”?' }).waitFor();
        await inspect(nora);
        await nora.getByRole('button', { name: 'Remove file' }).click();
        await nora.getByText('Way to the server.png is removed').waitFor();
        await nora.getByText('No files yet.').waitFor();
    });

    test('s0_42 an older version is brought back', async () => {
        await nora.getByRole('link', { name: 'Version 1' }).click();
        await nora.getByText('This is version 1 of 2.').waitFor();
        await inspect(nora);
        await nora.getByRole('button', { name: 'Bring this version back' }).click();
        await nora.getByText('3 of 3').waitFor();
        await nora.getByText('We call back').first().waitFor();
    });

    test('nothing went wrong on the way', () => [maya, nora].forEach(assertQuiet));
});
