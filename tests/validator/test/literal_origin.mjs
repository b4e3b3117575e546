// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { gzipSync } from 'node:zlib';

/** @typedef {import('../net/client.mjs').Answer} Answer */
/** @typedef {{status: number, body?: string | Buffer, headers?: Record<string, string>}} Literal */

/** A client whose server is a function: what it answers stands in the test. */
export class LiteralOrigin {
    /**
     * @param {(path: string, query: URLSearchParams, headers: Record<string, string>) => Literal | undefined} answer
     *   undefined: the connection broke
     */
    constructor(answer) {
        this.answer = answer;
    }

    /**
     * @param {string} url
     * @param {import('../net/client.mjs').RequestOptions} [options]
     * @returns {Promise<Answer>}
     */
    async ask(url, { method = 'GET', headers = {} } = {}) {
        const { pathname, searchParams } = new URL(url);
        const literal = this.answer(pathname, searchParams, headers);
        if (!literal) {
            throw new Error('the connection broke');
        }
        const packed = headers['accept-encoding'] === 'gzip';
        const body = Buffer.from(literal.body ?? '');
        const now = performance.now();
        return {
            url, method, status: literal.status, bytes: packed ? gzipSync(body) : body, sentAt: now, headAt: now,
                endAt: now,
            headers: { ...headOf(pathname, searchParams, literal.status),
                ...(packed ? { 'content-encoding': 'gzip' } : {}), ...literal.headers },
        };
    }
}

/**
 * @param {string} path
 * @param {URLSearchParams} query
 * @param {number} status
 */
function headOf(path, query, status) {
    const isPlaylist = path.endsWith('.m3u8');
    const ofPlaylist = query.has('_HLS_msn') ? 'max-age=6' : 'max-age=1';
    const ofMedia = 'max-age=31536000, immutable';
    const control = status !== 200 ? 'max-age=1' : isPlaylist ? ofPlaylist : ofMedia;
    return {
        'content-type': isPlaylist ? 'application/vnd.apple.mpegurl' : 'video/mp4', 'cache-control': control,
        'access-control-allow-origin': '*', ...(isPlaylist ? { vary: 'Accept-Encoding' } : {}),
    };
}
