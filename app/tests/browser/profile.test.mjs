// One's own profile: name, photo, and dates and times as one reads them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { NORA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { column, heading, path } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

/** A picture of one red point. */
const POINT = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
    'base64',
);

let portico;
before(async () => (portico = await openPortico()));
after(() => portico?.close());

for (const javascript of [true, false]) {
    describe(`one’s own profile, ${javascript ? 'with' : 'without'} JavaScript`, () => {
        let nora;
        before(async () => (nora = await portico.enter(NORA, { javascript })));

        /** The page as it is held against what every page must be; axe is a script, too. */
        const look = async () => {
            if (!javascript) return;
            await inspect(nora);
            await nora.setViewportSize({ width: 1440, height: 900 });
        };

        const choose = async (dates, times) => {
            await nora.goto('/my_profile');
            assert.equal(path(nora), '/profile', 's2_26');
            await nora.getByRole('link', { name: 'Edit profile' }).click();
            await nora.getByRole('heading', { level: 1, name: 'Edit your profile' }).waitFor();
            await nora.getByLabel('Dates').selectOption(dates);
            await nora.getByLabel('Times').selectOption(times);
            await nora.getByRole('button', { name: 'Save changes' }).click();
            await nora.waitForURL('**/profile');
        };

        test('s4_36 s4_38 s4_39 s4_42 dates and times are written as one has chosen', async () => {
            for (const [dates, times, looks] of [
                ['MM/DD/YYYY', '12h', /^\d\d\/\d\d\/\d{4} \d\d?:\d\d (AM|PM)$/],
                ['YYYY.MM.DD', '24h', /^\d{4}\.\d\d\.\d\d \d\d:\d\d$/],
                ['', '', /^\d\d\/\d\d\/\d{4} \d\d:\d\d$/],
            ]) {
                await choose(dates, times);
                await nora.goto('/calls');
                for (const time of await column(nora, 'Time')) assert.match(time, looks);
            }
        });

        test('s4_21 a photo takes the place of the initials, and goes again', async () => {
            await nora.goto('/profile');
            await nora.getByRole('link', { name: 'Add photo' }).click();
            await nora.getByLabel('Picture').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: POINT });
            await look();
            await nora.getByRole('button', { name: 'Use this photo' }).click();
            await nora.waitForURL('**/profile');
            const photo = nora.getByRole('img', { name: 'Your photo' });
            const served = await nora.request.get(await photo.getAttribute('src'));
            assert.equal(served.headers()['content-type'], 'image/jpeg');
            await look();
            await nora.getByRole('button', { name: 'Remove photo' }).click();
            await nora.getByRole('link', { name: 'Add photo' }).waitFor();
            assert.equal(await heading(nora), 'Your profile');
            const history = nora.getByRole('region', { name: 'History' });
            assert.match(await history.innerText(), /a new photo/, 's4_41');
        });
    });
}
