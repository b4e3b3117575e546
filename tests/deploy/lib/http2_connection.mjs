// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { once } from 'node:events';
import { connect } from 'node:http2';

/** @typedef {import('../../../resources/demo/lib/crowd/http_connection.mjs').Answer} Answer */

/** HTTP/2 over TLS to a server with a throwaway certificate, with the face of HttpConnection. */
export class Http2Connection {
    /** @param {import('node:http2').ClientHttp2Session} session */
    constructor(session) {
        this.session = session;
    }

    /** @param {string} url */
    static async open(url) {
        const session = connect(url, { rejectUnauthorized: false });
        await once(session, 'connect');
        return new Http2Connection(session);
    }

    /**
     * @param {string} path
     * @param {string} encoding Accept-Encoding
     * @returns {Promise<Answer>}
     */
    async get(path, encoding = 'gzip') {
        const stream = this.session.request({ ':path': path, 'accept-encoding': encoding });
        const [headers] = await once(stream, 'response');
        const pieces = [];
        for await (const piece of stream) {
            pieces.push(piece);
        }
        return { status: Number(headers[':status']), body: Buffer.concat(pieces), at: performance.now() };
    }

    close() {
        this.session.destroy();
    }
}
