// A data folder: empty, or with the demo in it. `scripts/browser-tests` makes one demo for all files to copy (PORTICO_DEMO).

import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { run } from './server.mjs';

/** A folder that is filled by `fill`, which may give back logins. → { folder, logins, remove() } */
export async function folder(fill) {
    const home = mkdtempSync(path.join(tmpdir(), 'portico-browser-'));
    const data = path.join(home, 'data');
    const remove = () => rmSync(home, { recursive: true, force: true });
    try {
        return { folder: data, logins: (await fill(data)) ?? [], remove };
    } catch (error) {
        remove();
        throw error;
    }
}

/** The demo. → { folder, logins: [{ email, password, kind, account, role, name, url }], remove() } */
export const demo = () => folder(async (data) => parse(await fill(data)));

async function fill(data) {
    const made = process.env.PORTICO_DEMO;
    if (!made) return run('demo', '--data', data, '--json');
    cpSync(path.join(made, 'data'), data, { recursive: true });
    return readFileSync(path.join(made, 'logins.jsonl'), 'utf8');
}

function parse(lines) {
    const logins = lines.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    if (logins.length === 0) throw new Error('`portico demo --json` printed no logins');
    return logins;
}
