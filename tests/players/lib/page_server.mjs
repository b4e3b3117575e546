// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

/** @type {Record<string, {file: string, type: string}>} */
const kFiles = {
    '/': { file: '../page/player.html', type: 'text/html; charset=utf-8' },
    '/hls.min.js': { file: '../node_modules/hls.js/dist/hls.min.js', type: 'text/javascript' },
    '/shaka-player.compiled.js': { file: '../node_modules/shaka-player/dist/shaka-player.compiled.js',
        type: 'text/javascript' },
};

/** Serves the page with the players, as a site does that embeds them: of another origin than the show. */
export class PageServer {
    #server = createServer((request, response) => {
        const found = kFiles[request.url ?? ''];
        response.writeHead(found ? 200 : 404, { 'content-type': found?.type ?? 'text/plain' });
        response.end(found ? readFileSync(fileURLToPath(new URL(found.file, import.meta.url))) : '');
    });

    /** @returns {Promise<string>} URL of the page */
    async start() {
        this.#server.listen(0, '127.0.0.1');
        await once(this.#server, 'listening');
        const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
        return `http://127.0.0.1:${port}/`;
    }

    async stop() {
        this.#server.close();
        this.#server.closeAllConnections?.(); // since Node 18.2
        await once(this.#server, 'close');
    }
}
