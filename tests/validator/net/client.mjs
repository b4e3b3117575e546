// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { gunzipSync } from 'node:zlib';

/**
 * @typedef {object} Answer
 * @property {string} url
 * @property {string} method
 * @property {number} status
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {Buffer} bytes as they were sent, packed or not
 * @property {number} sentAt performance.now() before the request
 * @property {number} headAt of the first byte of the answer
 * @property {number} endAt
 */

/** @typedef {{method?: string, headers?: Record<string, string>, timeoutMs?: number}} RequestOptions */

const kTimeoutMs = 10_000; // over three target durations, after which the server itself gives up

/** HTTP as a player has it: connections that stay open, nothing unpacked or followed behind our back. */
export class Client {
    #http = new HttpAgent({ keepAlive: true });
    #https = new HttpsAgent({ keepAlive: true });

    /**
     * @param {string} url
     * @param {RequestOptions} [options]
     * @returns {Promise<Answer>}
     * @throws {Error} when no whole answer came
     */
    ask(url, { method = 'GET', headers = {}, timeoutMs = kTimeoutMs } = {}) {
        const secure = url.startsWith('https:');
        const sentAt = performance.now();
        return new Promise((resolve, reject) => {
            const request = (secure ? httpsRequest : httpRequest)(url, {
                method, headers, agent: secure ? this.#https : this.#http, timeout: timeoutMs,
            });
            request.on('timeout', () => request.destroy(new Error(`${method} ${url}: no answer within ${timeoutMs} ms`)));
            request.on('error', reject);
            request.on('response', (response) => {
                const headAt = performance.now();
                /** @type {Buffer[]} */
                const pieces = [];
                response.on('data', (piece) => pieces.push(piece));
                response.on('error', reject);
                response.on('end', () => resolve({
                    url, method, status: response.statusCode ?? 0, headers: response.headers,
                        bytes: Buffer.concat(pieces),
                    sentAt, headAt, endAt: performance.now(),
                }));
            });
            request.end();
        });
    }

    close() {
        this.#http.destroy();
        this.#https.destroy();
    }
}

/** @param {Answer} answer @returns {string} unpacked */
export function textOf({ bytes, headers }) {
    return (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
}
