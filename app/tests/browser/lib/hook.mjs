// The other side of webhooks: a receiver that verifies each delivery with the reference library of Standard Webhooks.
// As a program it prints a line of JSON for each delivery, and ends with its input:
//
//     node hook.mjs '{"plan": ["status 500", "status 302"]}'
//
// A part of the plan that is no status is the body of an answer with 200: `{"acknowledged": true, "by": "Ann"}`.
//
// The secret is known only after the receiver: it comes as a line of its input.

import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

import { Webhook } from 'standardwebhooks';

const options = JSON.parse(process.argv[2] ?? '{}');
const plan = [...(options.plan ?? [])];
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
let secret;

/** What the library says of it: nothing if it is good. */
function complaint(body, headers) {
    try {
        new Webhook(secret).verify(body, headers);
        return null;
    } catch (error) {
        return error.message;
    }
}

const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { headers } = request;
    const old = { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 3600) };
    const delivery = {
        id: headers['webhook-id'],
        kind: headers['content-type'],
        signatures: (headers['webhook-signature'] ?? '').split(' ').length,
        type: JSON.parse(body).type,
        complaint: complaint(body, headers),
        tampered: complaint(body.replace('"type"', '"typo"'), headers),
        old: complaint(body, old),
        body,
    };
    say({ delivery });
    const next = plan.shift() ?? '';
    if (next.startsWith('{')) return response.writeHead(200, { 'content-type': 'application/json' }).end(next);
    const status = Number(/status (\d+)/.exec(next)?.[1] ?? 204);
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
});

server.listen(0, '127.0.0.1', () => say({ port: server.address().port }));
createInterface({ input: process.stdin })
    .on('line', (line) => (secret = line.trim()))
    .on('close', () => process.exit(0));
