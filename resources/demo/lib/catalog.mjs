// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { Failure } from './failure.mjs';

const kRequestMs = 5000;

/** The server's HTTP interface as core/protocol/README.md has it, with the admin token. */
export class Catalog {
    /**
     * @param {string} url of the server, without a slash at the end
     * @param {string} token
     */
    constructor(url, token) {
        this.url = url;
        this.token = token;
    }

    /** @param {string} path */
    get(path) {
        return this.#ask('GET', path);
    }

    /**
     * @param {string} path
     * @param {object} body
     */
    post(path, body) {
        return this.#ask('POST', path, JSON.stringify(body), 'application/json');
    }

    /**
     * @param {string} path
     * @param {Buffer} png
     */
    postImage(path, png) {
        return this.#ask('POST', path, png, 'image/png');
    }

    /**
     * @param {string} method
     * @param {string} path
     * @param {string | Buffer} [body]
     * @param {string} [type]
     * @returns {Promise<any>} the JSON of the answer
     */
    async #ask(method, path, body, type) {
        /** @type {RequestInit} */
        const request = {
            method,
            body: /** @type {BodyInit | undefined} */ (body),
            headers: { authorization: `Bearer ${this.token}`, ...(type ? { 'content-type': type } : {}) },
            signal: AbortSignal.timeout(kRequestMs),
        };
        const response = await fetch(this.url + path, request).catch((error) => {
            throw new Failure(`${method} ${path} got no answer: ${error.cause?.message ?? error.message}`);
        });
        const text = await response.text();
        if (!response.ok) {
            throw new Failure(`${method} ${path} was answered ${response.status}: ${detailOf(text)}`);
        }
        return JSON.parse(text);
    }
}

/** @param {string} text of a problem document, RFC 9457, or of whatever came instead */
function detailOf(text) {
    try {
        const problem = JSON.parse(text);
        return problem.detail || problem.title;
    } catch {
        return text.slice(0, 200);
    }
}
