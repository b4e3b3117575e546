// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { connect } from 'node:net';

import { runTied } from './child.mjs';
import { adapted, findProgram } from './deploy.mjs';
import { Failure } from './failure.mjs';
import { freePort } from './ports.mjs';
import { Supervised } from './supervised.mjs';
import { orAbsent } from './wait.mjs';

/**
 * @typedef {object} NginxPorts
 * @property {number} server of tallylightd
 * @property {number} edge of Varnish, or the server's again
 * @property {number} secure where nginx listens with TLS and HTTP/2
 * @property {number} plain where it listens without
 */

const kPackage = 'nginx';
const kStartMs = 10_000;

/**
 * nginx with `resources/deploy/nginx` and a throwaway certificate, a supervised process on loopback. Unlike a real site
 * it answers without TLS too: a person's browser warns of such a certificate.
 */
export class Nginx {
    #surroundings;

    /**
     * @param {import('./origin.mjs').Surroundings} surroundings
     * @param {NginxPorts} ports
     */
    constructor(surroundings, ports) {
        const { workspace, outFolder, say } = surroundings;
        this.#surroundings = surroundings;
        this.url = `http://127.0.0.1:${ports.plain}`;
        this.secureUrl = `https://127.0.0.1:${ports.secure}`;
        this.ports = ports;
        this.folder = workspace.path('nginx');
        this.process = new Supervised({
            name: 'nginx',
            command: findProgram('nginx', kPackage),
            args: ['-p', this.folder, '-c', `${this.folder}/nginx.conf`, '-e', 'stderr', '-g', 'daemon off;'],
            env: workspace.environment(),
            log: `${outFolder}/nginx.log`,
            restart: 'always',
        }, say);
    }

    /**
     * Stop it, whether or not `start()` succeeds.
     * @param {import('./origin.mjs').Surroundings} surroundings
     * @param {{server: number, edge: number, plain?: number}} ports
     */
    static async create(surroundings, { server, edge, plain }) {
        return new Nginx(surroundings, { server, edge, secure: await freePort(), plain: plain ?? await freePort() });
    }

    async start() {
        mkdirSync(this.folder, { recursive: true });
        this.#configure();
        await this.#makeCertificate();
        this.process.start();
        await this.process.ready('nginx is ready', kStartMs, orAbsent(() => canConnect(this.ports.secure)));
        this.#surroundings.say('nginx', `${this.secureUrl} by HTTP/2, ${this.url} without TLS`);
    }

    stop() {
        return this.process.stop();
    }

    #configure() {
        const { workspace } = this.#surroundings;
        const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
            .map((name) => `${name}_temp_path ${this.folder}/${name};`).join('\n    ');
        workspace.write('nginx/nginx.conf', adapted('nginx/nginx.conf', {
            'user www-data;': '', // as whoever runs this
            '/run/nginx.pid': `${this.folder}/pid`,
            '/var/log/nginx/error.log': 'stderr',
            '/etc/nginx': this.folder,
            'worker_processes auto;': 'worker_processes 1;',
            'worker_rlimit_nofile 262144;': '', // only root may raise it
            'worker_connections 65536;': 'worker_connections 4096;',
            'http {': `http {\n    ${temporary}`,
        }));
        const { server, edge, secure, plain } = this.ports;
        workspace.write('nginx/tallylight.conf', adapted('nginx/tallylight.conf', {
            '127.0.0.1:8080': `127.0.0.1:${server}`,
            '127.0.0.1:6081': `127.0.0.1:${edge}`,
            'listen 443 ': `listen 127.0.0.1:${secure} `,
            'listen [::]:443 ssl http2 backlog=16384;': '',
            'listen 80;': `listen 127.0.0.1:${plain};`,
            'listen [::]:80;': '',
            'return 308 https://$host$request_uri;': `include ${this.folder}/tallylight_routes.conf;`,
            '/etc/nginx': this.folder,
            '/etc/tallylight/tls': this.folder,
        }));
        workspace.write('nginx/tallylight_routes.conf', adapted('nginx/tallylight_routes.conf', {}));
    }

    async #makeCertificate() {
        const { code, stderr } = await runTied('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt',
            'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext',
            'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', `${this.folder}/privkey.pem`, '-out',
            `${this.folder}/fullchain.pem`]);
        if (code !== 0) {
            throw new Failure(`openssl made no certificate: ${stderr.trim()}`);
        }
    }
}

/** @param {number} port */
async function canConnect(port) {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.destroy();
    return true;
}
