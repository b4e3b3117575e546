// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:https';

const kText = 0x81; // RFC 6455 §5.2: a whole text message

/**
 * Opens a viewer's socket by wss, with any certificate, says hello and waits for the answer. Node has no WebSocket of its
 * own before 22; this is as much of one as a test of the way needs.
 * @param {string} url of the socket, https
 * @returns {Promise<{first: any, close: () => void}>} first: the message that came
 */
export async function greetViewerSocket(url) {
    const upgrade = request(url, {
        rejectUnauthorized: false,
        headers: {
            Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13',
            'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
        },
    }).end();
    const [, socket, head] = await once(upgrade, 'upgrade');
    socket.write(maskedText(JSON.stringify({ type: 'hello', protocol: 1, session: randomUUID() })));
    let bytes = head;
    let first = readText(bytes);
    for (; first === undefined; first = readText(bytes)) {
        const [more] = await once(socket, 'data');
        bytes = Buffer.concat([bytes, more]);
    }
    return { first: JSON.parse(first), close: () => socket.destroy() };
}

/**
 * A client's frame is masked.
 * @param {string} text shorter than 126 bytes
 */
function maskedText(text) {
    const mask = randomBytes(4);
    const payload = Buffer.from(text).map((byte, index) => byte ^ mask[index % 4]);
    return Buffer.concat([Buffer.from([kText, 0x80 | payload.length]), mask, payload]);
}

/**
 * @param {Buffer} bytes from the start of a server's frame
 * @returns {string | undefined} absent: it is not whole yet
 */
function readText(bytes) {
    if (bytes.length < 4) {
        return undefined;
    }
    const short = bytes[1] < 126;
    const begin = short ? 2 : 4;
    const end = begin + (short ? bytes[1] : bytes.readUInt16BE(2));
    return bytes.length < end ? undefined : bytes.toString('utf8', begin, end);
}
