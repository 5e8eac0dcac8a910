// A gateway for text messages that is as strict as Twilio's documentation says, and one that an administrator has
// described: who may ask, how the message is written, and what is said to a wrong one. As a program it prints a line
// of JSON for each request, and ends with its input:
//
//     node sms.mjs '{"account": "AC1", "token": "t0", "from": "+15125550100", "plan": ["status 429"]}'

import { once } from 'node:events';
import { createServer } from 'node:http';

const options = JSON.parse(process.argv[2] ?? '{}');
/** The next requests are treated so, whatever they say: 'status CODE', 'status CODE after SECONDS' or 'hang'; all others by what they say. */
const plan = [...(options.plan ?? [])];
const taken = new Map();
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

/** Twilio's errors, as https://www.twilio.com/docs/api/errors lists them. */
const error = (status, code, message) => [
    status,
    { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
];

const PLANNED = {
    401: error(401, 20003, 'Authenticate'),
    429: error(429, 20429, 'Too Many Requests'),
    500: error(500, 20500, 'Internal Server Error'),
    503: error(503, 20503, 'Service Unavailable'),
};

function twilio({ headers }, body) {
    const wanted = `Basic ${Buffer.from(`${options.account}:${options.token}`).toString('base64')}`;
    if (headers.authorization !== wanted) return PLANNED[401];
    if (headers['content-type'] !== 'application/x-www-form-urlencoded') return error(400, 20001, 'Not a form');
    const form = new URLSearchParams(body);
    const names = [...form.keys()].sort().join();
    if (names !== 'Body,From,To') return error(400, 20001, `Unknown or missing parameters: ${names}`);
    if (form.get('From') !== options.from) return error(400, 21606, "The 'From' phone number is not valid.");
    if (!/^\+[1-9]\d{7,14}$/.test(form.get('To'))) {
        return error(400, 21211, `The 'To' number ${form.get('To')} is not a valid phone number.`);
    }
    if (form.get('To') === '+15005550004') return error(400, 21610, 'Attempt to send to unsubscribed recipient');
    if (form.get('Body') === '') return error(400, 21602, 'Message body is required.');
    if ([...form.get('Body')].length > 1600) return error(400, 21617, 'The concatenated message body exceeds the limit.');
    const sid = `SM${String(taken.size + 1).padStart(32, '0')}`;
    taken.set(sid, form.get('Body'));
    return [201, { sid, status: 'queued', to: form.get('To'), body: form.get('Body'), error_code: null }];
}

/** A message that comes again under the same reference is not sent again. */
function described({ headers }, body) {
    if (headers.authorization !== `Bearer ${options.token}`) return [401, { error: 'who are you?' }];
    const json = headers['content-type'] === 'application/json';
    const message = json ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
    const { to, text, reference, ...rest } = message;
    if (!to || !text || !reference || Object.keys(rest).length > 0) return [422, { error: 'to, text and reference' }];
    const again = taken.has(reference);
    taken.set(reference, text);
    return [200, { again, echo: text }];
}

const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const next = plan.shift() ?? '';
    const judge =
        request.url === `/2010-04-01/Accounts/${options.account}/Messages.json` ? twilio
        : request.url === '/send' ? described
        : () => [404, { code: 20404, message: 'Not found' }];
    const own = request.method === 'POST' ? judge(request, body) : [405, {}];
    const [, code, seconds] = /^status (\d+)(?: after (\d+))?$/.exec(next) ?? [];
    const [status, answer] = code ? PLANNED[code] : own;
    say({ asked: { method: request.method, url: request.url, headers: request.headers, body, status, plan: next } });
    if (next === 'hang') return request.socket.destroy();
    const wait = seconds ? { 'retry-after': seconds } : {};
    response.writeHead(status, { 'content-type': 'application/json', ...wait }).end(JSON.stringify(answer));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
say({ port: server.address().port });
process.stdin.resume().once('end', () => process.exit());
