// A mail server that really is one: the package smtp-server, with a plan of how it treats the next letters. What it
// takes is read by a MIME parser of others, so that nobody here marks their own work.
//
//     const mail = await openMail({ plan: ['rcpt 451 4.7.1 later', ''] });
//     mail.url; mail.mails; await mail.close();
//
// As a program it prints a line of JSON for each thing that happens, and ends with its input:
//
//     node smtp.mjs '{"plan": ["drop"], "port": 2525}'

import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** The next letters are treated by these, one after the other; whatever comes after the last is taken. */
const PLANS = [
    '', // taken
    'rcpt CODE WORDS', // refused when its recipient is named
    'data CODE WORDS', // refused when it has been read
    'drop', // the line is cut while it is being read
    'unsaid', // taken, and the line is cut before that is said
    'slow MILLISECONDS', // taken, but the answer waits
];

/**
 * tls: 'none' | 'starttls' | 'implicit', with { key, cert } as PEM; login: { user, password, methods: ['PLAIN'] };
 * greeting: 'CODE WORDS' to send everybody away. → { port, url(login), mails, logins, tried, close() }
 */
export async function openMail(options = {}) {
    const { tls = 'none', key, cert, login, greeting, port = 0, hear = () => {} } = options;
    const plan = [...(options.plan ?? [])];
    const mails = [];
    const logins = [];
    let tried = 0;
    const step = new Map();
    const refusal = (words) => {
        const [code, ...rest] = words.split(' ');
        return Object.assign(new Error(rest.join(' ')), { responseCode: Number(code) });
    };
    const cut = (session) => {
        for (const line of server.connections) if (line.session.id === session.id) line._socket.destroy();
    };
    const server = new SMTPServer({
        secure: tls === 'implicit',
        key,
        cert,
        name: 'mail.test',
        disableReverseLookup: true,
        closeTimeout: 100,
        authOptional: !login,
        authMethods: login?.methods ?? ['PLAIN', 'LOGIN'],
        allowInsecureAuth: true,
        disabledCommands: [...(tls === 'starttls' ? [] : ['STARTTLS']), ...(login ? [] : ['AUTH'])],
        onConnect: (_, done) => done(greeting ? refusal(greeting) : null),
        onAuth({ method, username, password }, _, done) {
            const right = username === login.user && password === login.password;
            logins.push({ method, username, right });
            done(right ? null : refusal('535 5.7.8 Authentication credentials invalid'), { user: username });
        },
        onRcptTo(_, session, done) {
            tried += 1;
            const next = plan.shift() ?? '';
            hear({ tried, plan: next });
            if (next.startsWith('rcpt ')) return done(refusal(next.slice(5)));
            step.set(session.id, next);
            return done();
        },
        async onData(stream, session, done) {
            const [word, rest] = (step.get(session.id) ?? '').split(/ (.*)/);
            if (word === 'drop') {
                stream.once('data', () => cut(session));
                return;
            }
            const chunks = [];
            for await (const chunk of stream) chunks.push(chunk);
            if (word === 'data') return done(refusal(rest));
            const mail = await read(Buffer.concat(chunks), session);
            mails.push(mail);
            hear({ mail });
            if (word === 'unsaid') return cut(session);
            if (word === 'slow') await pause(Number(rest));
            return done(null, 'queued');
        },
    });
    // A line that is cut is what some plans want.
    server.on('error', () => {});
    server.listen(port, '127.0.0.1');
    await once(server.server, 'listening');
    const scheme = tls === 'implicit' ? 'smtps' : 'smtp';
    const end = { none: '?tls=none', starttls: '?tls=required', implicit: '' }[tls];
    return {
        port: server.server.address().port,
        /** What `smtp_url` is to be for it. */
        url(as = login) {
            const who = as ? `${encodeURIComponent(as.user)}:${encodeURIComponent(as.password)}@` : '';
            return `${scheme}://${who}127.0.0.1:${this.port}${end}`;
        },
        mails,
        logins,
        get tried() {
            return tried;
        },
        close: () => new Promise((done) => server.close(done)),
    };
}

/** A mail as it came: the envelope, the line, every header, and its parts. */
async function read(raw, session) {
    const parsed = await PostalMime.parse(raw);
    return {
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((to) => to.address),
        tls: Boolean(session.secure),
        user: session.user ?? null,
        raw: raw.toString('latin1'),
        headers: parsed.headers.map(({ key, value }) => [key, value]),
        sender: parsed.from,
        recipients: parsed.to,
        subject: parsed.subject,
        message_id: parsed.messageId,
        date: parsed.date,
        text: parsed.text,
        html: parsed.html,
        attachments: parsed.attachments.length,
    };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
    const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
    const options = JSON.parse(process.argv[2] ?? '{}');
    const strange = (options.plan ?? []).find((plan) => !PLANS.some((known) => known.split(' ')[0] === plan.split(' ')[0]));
    if (strange !== undefined) throw new Error(`there is no plan “${strange}”`);
    const mail = await openMail({ ...options, hear: say });
    say({ port: mail.port });
    process.stdin.resume().once('end', () => process.exit());
}
