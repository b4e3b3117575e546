// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { createHash } from 'node:crypto';

const kGuid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'; // RFC 6455 §1.3
const kText = 0x81; // one whole message

/** The server's side of a WebSocket, as far as a viewer socket needs it: text messages of less than 64 KiB. */
export class WebSocketPeer {
    #bytes = Buffer.alloc(0);

    /**
     * @param {import('node:http').IncomingMessage} request
     * @param {import('node:stream').Duplex} socket
     * @param {(message: any) => void} onMessage
     */
    constructor(request, socket, onMessage) {
        this.socket = socket;
        this.onMessage = onMessage;
        const accept = createHash('sha1').update(request.headers['sec-websocket-key'] + kGuid).digest('base64');
        socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
            `Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
        socket.on('error', () => {});
        socket.on('data', (bytes) => this.#take(bytes));
    }

    /** @param {object} message */
    send(message) {
        const payload = Buffer.from(JSON.stringify(message));
        const head = payload.length < 126
            ? Buffer.from([kText, payload.length])
            : Buffer.from([kText, 126, payload.length >> 8, payload.length & 255]);
        this.socket.write(Buffer.concat([head, payload]));
    }

    /** Without a goodbye. */
    cut() {
        this.socket.destroy();
    }

    /** @param {Buffer} bytes */
    #take(bytes) {
        this.#bytes = Buffer.concat([this.#bytes, bytes]);
        for (let frame = this.#frame(); frame; frame = this.#frame()) {
            if (frame.head === kText) {
                this.onMessage(JSON.parse(frame.text));
            }
        }
    }

    /** What a client sends is masked. */
    #frame() {
        const bytes = this.#bytes;
        const isLong = bytes.length > 1 && (bytes[1] & 127) === 126;
        const maskAt = isLong ? 4 : 2;
        if (bytes.length < maskAt + 4) {
            return undefined;
        }
        const end = maskAt + 4 + (isLong ? bytes.readUInt16BE(2) : bytes[1] & 127);
        if (bytes.length < end) {
            return undefined;
        }
        const text = Buffer.from(bytes.subarray(maskAt + 4, end).map((byte, i) => byte ^ bytes[maskAt + (i % 4)]));
        this.#bytes = bytes.subarray(end);
        return { head: bytes[0], text: text.toString() };
    }
}
