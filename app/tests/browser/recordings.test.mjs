// A client listens to the recording of a call: seeks, goes faster, comes back later; and the provider sees who did.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { MAYA, NORA, PRIYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, rows } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

let portico;
before(async () => (portico = await openPortico()));
after(() => portico?.close());

const at = (page) => page.locator('[data-player="at"]').textContent();
const time = (page) => page.locator('audio').evaluate((audio) => audio.currentTime);

describe('the recording of a call', { concurrency: 1 }, () => {
    let nora, call;
    before(async () => (nora = await portico.enter(NORA, { width: 320 })));

    test('s0_07 calls that were recorded have a symbol, and are found by it', async () => {
        await nora.goto('/calls?recording=yes');
        assert.equal(await rows(nora).count(), 8);
        assert.equal(await nora.locator('main .mark').count(), 8);
        await rows(nora).first().getByRole('link').first().click();
        await nora.waitForURL(/\/calls\/call_\w+$/);
        call = new URL(nora.url()).pathname;
        await nora.getByRole('heading', { name: 'Recording', exact: true }).waitFor();
        assert.equal(await nora.getByRole('link', { name: 'Download' }).count(), 0);
    });

    test('s0_07 it plays, jumps, is faster, and is stopped by the keyboard', async () => {
        await nora.getByRole('button', { name: 'Play' }).click();
        await eventually(async () => assert.ok((await time(nora)) > 0.2));
        await nora.getByLabel('Speed').selectOption('2');
        assert.equal(await nora.locator('audio').evaluate((audio) => audio.playbackRate), 2);
        await nora.getByRole('slider', { name: 'Position in the recording' }).focus();
        await nora.keyboard.press('k');
        await nora.getByRole('button', { name: 'Play' }).waitFor();
        await nora.keyboard.press('Home');
        assert.equal(await at(nora), '0:00');
        await nora.keyboard.press('ArrowRight');
        await eventually(async () => assert.equal(await at(nora), '0:05'));
        await nora.getByRole('button', { name: 'Back 10 seconds' }).click();
        await eventually(async () => assert.equal(await at(nora), '0:00'));
        await nora.getByRole('slider').focus();
        await nora.keyboard.press('ArrowRight');
        await eventually(async () => assert.ok(Math.abs((await time(nora)) - 5) < 0.2));
    });

    test('one who comes back goes on where he or she stopped, as fast as before', async () => {
        await nora.reload();
        assert.equal(await at(nora), '0:05');
        assert.equal(await nora.getByLabel('Speed').inputValue(), '2');
        assert.equal(await nora.getByText('listened to the recording of').count(), 1);
        await inspect(nora);
        assertQuiet(nora);
    });

    test('r19 while the place where recordings lie does not answer, the page works and says so', async () => {
        const page = await portico.enter(NORA);
        await page.route(`**${call}/recording`, (route) => route.fulfill({ status: 503, body: '' }));
        await page.goto(call);
        await page.getByRole('button', { name: 'Play' }).click();
        await page.getByText('cannot be had right now from where it is kept').waitFor();
        assert.equal(await page.getByText('its file may be damaged').isVisible(), false);
    });

    test('s0_07 without JavaScript it is the browser’s own player', async () => {
        const page = await portico.enter(NORA, { javascript: false });
        await page.goto(call);
        const audio = page.locator('audio');
        assert.ok(await audio.isVisible());
        assert.equal(await audio.getAttribute('src'), `${call}/recording`);
        assert.ok(await page.locator('svg.wave').isVisible());
        assert.equal(await page.getByRole('button', { name: 'Play' }).count(), 0);
        const stretch = await page.request.get(`${call}/recording`, { headers: { range: 'bytes=44-143' } });
        assert.equal(stretch.status(), 206);
        assert.equal((await stretch.body()).length, 100);
    });

    test('s0_07 what is said is read below the player, and played from any line', async () => {
        await nora.setViewportSize({ width: 1440, height: 900 });
        await nora.goto(call);
        await nora.getByRole('link', { name: 'Read transcript' }).click();
        const lines = nora.getByRole('list', { name: 'Transcript' }).getByRole('listitem');
        await eventually(async () => assert.equal(await lines.count(), 8));
        assert.equal(new URL(nora.url()).pathname, call, 'on the same page');
        assert.equal(await nora.getByRole('link', { name: 'Read transcript' }).isVisible(), false);
        await nora.getByLabel('Speed').selectOption('0.75');
        await nora.getByRole('button', { name: /^Play from / }).nth(4).click();
        await eventually(async () => assert.equal(await lines.nth(4).getAttribute('aria-current'), 'true'));
        assert.ok((await time(nora)) > 2);
        assert.equal(await nora.locator('.transcript [aria-current]').count(), 1);
        await nora.getByRole('button', { name: 'Pause' }).click();
        await inspect(nora);
        await nora.reload();
        await nora.getByText('read the transcript of').waitFor();
        await nora.goto(`${call}/recording/transcript`);
        await inspect(nora);
        assertQuiet(nora);
    });

    test('s0_07 a transcript is text without JavaScript', async () => {
        const page = await portico.enter(NORA, { javascript: false });
        await page.goto(call);
        await page.getByRole('link', { name: 'Read transcript' }).click();
        await page.getByRole('heading', { level: 1, name: 'Transcript' }).waitFor();
        await page.getByText('Is there any swelling, or a fever?').waitFor();
        assert.equal(await page.getByRole('button', { name: /^Play from/ }).count(), 0);
    });

    test('an operator writes down what is said, and takes it away again', async () => {
        const maya = await portico.enter(MAYA);
        await maya.goto(`/console${call}`);
        await maya.getByRole('link', { name: 'Edit transcript' }).click();
        const text = maya.getByLabel('What is said');
        assert.match(await text.inputValue(), /^WEBVTT/);
        await inspect(maya);
        await text.fill('1\n00:00:01,000 --> 00:00:00,500\nBackwards');
        await maya.getByRole('button', { name: 'Save transcript' }).click();
        await maya.getByText('Line 2 ends before it begins.').first().waitFor();
        await text.fill('1\n00:00:01,000 --> 00:00:02,500\nIn writing, with its time.');
        await maya.getByRole('button', { name: 'Save transcript' }).click();
        await maya.getByText('1 line saved').waitFor();
        await nora.goto(`${call}/recording/transcript`);
        await nora.getByText('In writing, with its time.').waitFor();
        await maya.goto(`/console${call}/recording/transcript/delete`);
        await inspect(maya);
        await maya.getByRole('button', { name: 'Delete transcript' }).click();
        await maya.getByText('Transcript deleted').waitFor();
        await nora.goto(call);
        assert.equal(await nora.getByRole('link', { name: 'Read transcript' }).count(), 0);
    });

    test('s0_08 who may not listen finds nothing of it', async () => {
        const priya = await portico.enter(PRIYA);
        await priya.goto('/calls');
        assert.equal(await priya.locator('main .mark').count(), 0);
        assert.equal((await priya.request.get(`${call}/recording`)).status(), 404);
        assert.equal((await priya.request.get(`${call}/recording/transcript`)).status(), 404);
    });

    test('c_16 the provider takes it along, switches it off for the account, and it is gone', async () => {
        const maya = await portico.enter(MAYA);
        await maya.goto(`/console${call}`);
        await maya.getByText('listened to the recording of').waitFor();
        const saved = maya.waitForEvent('download');
        await maya.getByRole('link', { name: 'Download' }).click();
        assert.match((await saved).suggestedFilename(), /^call-[\d-]+\.wav$/);
        await maya.goto('/console/settings/recordings');
        assert.equal(await maya.getByLabel('Recordings of calls are kept').isChecked(), true);
        await maya.getByLabel('Days that they are kept').fill('0');
        await maya.getByRole('button', { name: 'Save' }).click();
        await maya.getByText('Enter a number from 1 to 3,650.').first().waitFor();
        await maya.getByLabel('Days that they are kept').fill('30');
        await maya.getByLabel('Recordings of calls are kept').uncheck();
        await maya.getByRole('button', { name: 'Save' }).click();
        await maya.getByText('Saved', { exact: true }).waitFor();
        await nora.goto(call);
        assert.equal(await nora.getByRole('heading', { name: 'Recording', exact: true }).count(), 0);
        assert.equal((await nora.request.get(`${call}/recording`)).status(), 404);
    });
});
