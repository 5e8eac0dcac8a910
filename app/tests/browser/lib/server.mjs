// The binary, serving a data folder on a free port.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const READY_WITHIN = 60_000;
const STOPPED_WITHIN = 15_000;

/** The binary under test: PORTICO_BIN, or the one that `cargo build` leaves. */
export function binary() {
    return process.env.PORTICO_BIN ?? path.resolve(import.meta.dirname, '../../../../target/debug/portico');
}

/** Nothing of the developer's own settings reaches the server. */
export function environment() {
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PORTICO_')));
}

/** Runs `portico` with these words to its end. → what it printed */
export async function run(...words) {
    const { stdout } = await promisify(execFile)(binary(), words, { env: environment(), maxBuffer: 64 << 20 });
    return stdout;
}

/** `settings` are added to its environment. → { url, stop() } */
export async function serve(folder, settings = {}) {
    const port = await freePort();
    const address = `127.0.0.1:${port}`;
    const server = spawn(binary(), ['serve', '--data', folder, '--listen', address], {
        env: { ...environment(), ...settings },
        stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    for (const stream of [server.stdout, server.stderr]) {
        stream.on('data', (text) => (log = (log + text).slice(-20_000)));
    }
    const gone = Promise.race([once(server, 'exit'), once(server, 'error')]).then(([why]) => why ?? 'a signal');
    // A test file that dies must not leave a server behind.
    const kill = () => server.kill('SIGKILL');
    process.once('exit', kill);

    const fail = (why) => {
        kill();
        throw new Error(`portico serve ${why}:\n${log}`);
    };
    const late = sleep(READY_WITHIN, 'late', { ref: false });
    const outcome = await Promise.race([ready(`http://${address}/readyz`, late), gone.then((why) => ({ why })), late]);
    if (outcome === 'late') fail('was not ready in time');
    if (outcome?.why !== undefined) fail(`ended (${outcome.why})`);

    return {
        url: `http://localhost:${port}`,
        async stop() {
            server.kill('SIGTERM');
            if ((await Promise.race([gone, sleep(STOPPED_WITHIN, 'late', { ref: false })])) === 'late') {
                fail('did not stop in time');
            }
            process.removeListener('exit', kill);
        },
    };
}

async function ready(url, late) {
    let waiting = true;
    late.then(() => (waiting = false));
    while (waiting) {
        const answer = await fetch(url).catch(() => null);
        await answer?.body?.cancel();
        if (answer?.ok) return;
        await sleep(50);
    }
}

async function freePort() {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address();
    probe.close();
    await once(probe, 'close');
    return port;
}
