// A certificate authority of one's own, and a certificate for this machine that it has signed; both for two days.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** → { authority: its certificate's file, key, cert: those of the server as PEM, remove() } */
export function certify() {
    const folder = mkdtempSync(path.join(tmpdir(), 'portico-certificates-'));
    const openssl = (words) => execFileSync('openssl', words.split(' '), { cwd: folder, stdio: 'ignore' });
    openssl('req -x509 -newkey ed25519 -nodes -days 2 -subj /CN=Authority -keyout ca.key -out ca.pem');
    openssl('req -newkey ed25519 -nodes -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout key.pem -out server.csr');
    openssl('x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -copy_extensions copy -days 2 -out cert.pem');
    const read = (name) => readFileSync(path.join(folder, name), 'utf8');
    return {
        authority: path.join(folder, 'ca.pem'),
        key: read('key.pem'),
        cert: read('cert.pem'),
        remove: () => rmSync(folder, { recursive: true, force: true }),
    };
}
