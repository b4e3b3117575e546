// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { freePort } from '../../../../resources/demo/lib/ports.mjs';
import { Supervised } from '../../../../resources/demo/lib/supervised.mjs';
import { orAbsent, waitFor } from '../../../../resources/demo/lib/wait.mjs';
import { onServerCore } from './cores.mjs';

/** @typedef {import('../../../../resources/demo/lib/workspace.mjs').Workspace} Workspace */

const kStartMs = 10_000;

/** nginx as its users tune it for static files: what our server is measured against. */
export class Nginx {
    #supervised;
    #folder;

    /**
     * @param {Workspace} workspace
     * @param {number} port
     * @param {string} log
     * @param {import('../../../../resources/demo/lib/say.mjs').Say} say
     */
    constructor(workspace, port, log, say) {
        this.address = `127.0.0.1:${port}`;
        this.#folder = workspace.path('nginx');
        mkdirSync(this.#folder, { recursive: true });
        chmodSync(this.#folder, 0o755); // the worker is another user where we are root
        const config = workspace.write('nginx.conf', nginxConfig(this.address, this.#folder));
        const [command, ...args] = onServerCore(['nginx', '-e', 'stderr', '-p', this.#folder, '-c', config]);
        const env = workspace.environment({ PATH: `${process.env.PATH}:/usr/sbin` });
        this.#supervised = new Supervised({ name: 'nginx', command, args, env, log, restart: 'always' }, say);
    }

    /**
     * @param {Workspace} workspace
     * @param {string} log
     * @param {import('../../../../resources/demo/lib/say.mjs').Say} say
     */
    static async create(workspace, log, say) {
        return new Nginx(workspace, await freePort(), log, say);
    }

    /**
     * Before `start()`: it keeps the files open.
     * @param {string} path of the URL
     * @param {Buffer} bytes
     */
    serve(path, bytes) {
        const file = join(this.#folder, 'www', path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, bytes);
    }

    async start() {
        this.#supervised.start();
        await this.#supervised.ready('nginx is ready', kStartMs, orAbsent(async () => (
            Boolean(await fetch(`http://${this.address}/`)))));
        await waitFor('nginx has a worker', kStartMs, () => this.pid > 0);
    }

    /** @returns {number} of the one worker, which does all the work; 0 while there is none */
    get pid() {
        const master = this.#supervised.pid ?? 0;
        return Number(readFileSync(`/proc/${master}/task/${master}/children`, 'utf8').trim());
    }

    stop() {
        return this.#supervised.stop();
    }
}

/**
 * @param {string} listen
 * @param {string} folder
 */
function nginxConfig(listen, folder) {
    return `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr warn;
events {
    worker_connections 4096;
    multi_accept on;
}
http {
    sendfile on;
    tcp_nopush on;
    tcp_nodelay on;
    access_log off;
    keepalive_timeout 1h;
    keepalive_requests 1000000000;
    open_file_cache max=1000 inactive=1h;
    open_file_cache_valid 1h;
    etag off;
${temporaryPaths(folder)}
    server {
        listen ${listen} backlog=4096;
        root ${folder}/www;
        default_type video/mp4;
        add_header Access-Control-Allow-Origin *;
        location ~ \\.m3u8$ {
            default_type application/vnd.apple.mpegurl;
            add_header Cache-Control max-age=0;
            add_header Content-Encoding gzip;
            add_header Vary Accept-Encoding;
            add_header Access-Control-Allow-Origin *;
        }
        location ~ \\.m4s$ {
            add_header Cache-Control "public, max-age=31536000, immutable";
            add_header Access-Control-Allow-Origin *;
        }
    }
}
`;
}

/** @param {string} folder where any user may write, unlike the built-in one */
function temporaryPaths(folder) {
    return ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((what) => (
        `    ${what}_temp_path ${folder}/${what};`)).join('\n');
}
