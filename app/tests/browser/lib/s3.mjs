// S3 as another project has built it (@20minutes/s3rver: it checks signatures and keeps files), behind a door at which
// everything goes wrong that can. As a program it prints a line of JSON for each request, is told by lines what is
// wrong from now on, and ends with its input:
//
//     node s3.mjs '{"bucket": "calls", "port": 0}'
//
// 'well' · 'status CODE' · 'hang' · 'truncate' (the second half of an answer never comes) · 'damage' (one bit of an
// answer is another one) · 'forget' (files are not found, as with one that learns late of what it was brought)

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import S3rver from '@20minutes/s3rver';

const options = JSON.parse(process.argv[2] ?? '{}');
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const directory = mkdtempSync(join(tmpdir(), 'portico-s3-'));
const s3 = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    vhostBuckets: false,
    configureBuckets: [{ name: options.bucket }],
});
const inside = await s3.run();
let wrong = 'well';

function spoil(answer, response) {
    const chunks = [];
    answer.on('data', (chunk) => chunks.push(chunk));
    answer.on('end', () => {
        const body = Buffer.concat(chunks);
        if (wrong === 'damage') {
            body[body.length - 1] ^= 1;
            return response.end(body);
        }
        response.write(body.subarray(0, body.length / 2));
        // What was written has left by then.
        setTimeout(() => response.destroy(), 100);
    });
}

const door = createServer((request, response) => {
    const { method, url, headers } = request;
    say({ asked: { method, path: new URL(url, 'http://s3').pathname, range: headers.range, wrong } });
    const [, code] = /^status (\d+)$/.exec(wrong) ?? [];
    if (wrong === 'hang') return;
    if (code || (wrong === 'forget' && method === 'GET')) {
        const name = code === '403' ? 'AccessDenied' : code ? 'SlowDown' : 'NoSuchKey';
        request.resume();
        response.writeHead(Number(code ?? 404), { 'content-type': 'application/xml' });
        return response.end(`<?xml version="1.0"?><Error><Code>${name}</Code></Error>`);
    }
    const inner = ask({ host: '127.0.0.1', port: inside.port, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        if (method === 'GET' && ['truncate', 'damage'].includes(wrong)) spoil(answer, response);
        else answer.pipe(response);
    });
    inner.on('error', () => response.destroy());
    request.pipe(inner);
});
door.listen(options.port ?? 0, '127.0.0.1');
await once(door, 'listening');
createInterface({ input: process.stdin }).on('line', (line) => {
    wrong = line;
    say({ told: line });
});
process.stdin.once('end', () => {
    rmSync(directory, { recursive: true, force: true });
    process.exit();
});
say({ port: door.address().port });
