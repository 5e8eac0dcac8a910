// A data folder with the demo in it. `scripts/browser-tests` makes one for all test files (PORTICO_DEMO) to copy.

import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { binary, environment } from './server.mjs';

/** → { folder, logins: [{ email, password, kind, account, role, url }], remove() } */
export async function demo() {
    const home = mkdtempSync(path.join(tmpdir(), 'portico-browser-'));
    const folder = path.join(home, 'data');
    const remove = () => rmSync(home, { recursive: true, force: true });
    try {
        return { folder, logins: parse(await fill(folder)), remove };
    } catch (error) {
        remove();
        throw error;
    }
}

async function fill(folder) {
    const made = process.env.PORTICO_DEMO;
    if (made) {
        cpSync(path.join(made, 'data'), folder, { recursive: true });
        return readFileSync(path.join(made, 'logins.jsonl'), 'utf8');
    }
    const run = promisify(execFile);
    const { stdout } = await run(binary(), ['demo', '--data', folder, '--json'], {
        env: environment(),
        maxBuffer: 64 << 20,
    });
    return stdout;
}

function parse(lines) {
    const logins = lines.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    if (logins.length === 0) throw new Error('`portico demo --json` printed no logins');
    return logins;
}
