// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { once } from 'node:events';
import { createConnection } from 'node:net';

/** @typedef {{status: number, body: Buffer, at: number}} Answer at: performance.now() of its last byte */
/** @typedef {Answer & {head: string}} AnswerWithHead without the empty line */

const kHeadEnd = Buffer.from('\r\n\r\n');

/**
 * HTTP/1.1 on one kept connection, one request at a time. Node's own client costs four times as much a request, and a
 * crowd of a thousand in one process has no processor left to see when an answer comes.
 */
export class HttpConnection {
    #socket;
    /** @type {Buffer[]} of the answer that is coming */
    #pieces = [];
    #arrived = 0;
    #wanted = Infinity; // bytes of head and body, known when the head is there
    #bodyAt = 0;
    #status = 0;
    #head = '';
    /** @type {((answer: AnswerWithHead | Error) => void) | undefined} */
    #settle;

    /** @param {import('node:net').Socket} socket */
    constructor(socket) {
        this.#socket = socket.setNoDelay(true);
        socket.on('data', (bytes) => this.#take(bytes));
        socket.on('close', () => this.#settle?.(new Error('the connection was closed')));
        socket.on('error', () => {}); // 'close' follows
    }

    /**
     * @param {string} host
     * @param {number} port
     */
    static async open(host, port) {
        const socket = createConnection(port, host);
        await once(socket, 'connect');
        return new HttpConnection(socket);
    }

    /**
     * @param {string} path
     * @param {string} encoding Accept-Encoding
     * @returns {Promise<AnswerWithHead>}
     */
    get(path, encoding = 'gzip') {
        this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: crowd\r\nAccept-Encoding: ${encoding}\r\n\r\n`);
        return new Promise((resolve, reject) => {
            this.#settle = (answer) => {
                this.#settle = undefined;
                if (answer instanceof Error) {
                    reject(answer);
                } else {
                    resolve(answer);
                }
            };
        });
    }

    close() {
        this.#socket.destroy();
    }

    /** @param {Buffer} bytes */
    #take(bytes) {
        this.#pieces.push(bytes);
        this.#arrived += bytes.length;
        if (this.#wanted === Infinity) {
            this.#readHead();
        }
        if (this.#arrived >= this.#wanted) {
            this.#finish();
        }
    }

    #readHead() {
        const bytes = Buffer.concat(this.#pieces);
        this.#pieces = [bytes];
        const end = bytes.indexOf(kHeadEnd);
        if (end >= 0) {
            const head = bytes.toString('latin1', 0, end);
            const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? NaN);
            this.#head = head;
            this.#status = Number(head.slice(9, 12));
            this.#bodyAt = end + kHeadEnd.length;
            this.#wanted = this.#bodyAt + length;
            if (Number.isNaN(length)) {
                this.#socket.destroy(); // every answer of a playlist or a part has its length
            }
        }
    }

    #finish() {
        const body = Buffer.concat(this.#pieces).subarray(this.#bodyAt);
        const answer = { status: this.#status, head: this.#head, body, at: performance.now() };
        this.#pieces = [];
        this.#arrived = 0;
        this.#wanted = Infinity;
        this.#settle?.(answer);
    }
}
