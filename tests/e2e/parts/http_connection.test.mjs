// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';

import { HttpConnection } from '../../../resources/demo/lib/crowd/http_connection.mjs';

/**
 * A server that sends these pieces for the next request, one after the other.
 * @param {string[][]} answers
 */
async function servingPieces(...answers) {
    const server = createServer((socket) => {
        socket.setNoDelay(true).on('data', async () => {
            for (const piece of answers.shift() ?? []) {
                await new Promise((resolve) => { socket.write(piece, resolve); });
            }
            if (answers.length === 0) {
                socket.end();
            }
        });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    return { server, port };
}

test('answers are told apart by their length, however they are cut', async () => {
    const { server, port } = await servingPieces(
        ['HTTP/1.1 200 OK\r\nContent-Le', 'ngth: 5\r\n\r\nhe', 'llo'],
        ['HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n']);
    const connection = await HttpConnection.open('127.0.0.1', port);
    const first = await connection.get('/');
    assert.deepEqual([first.status, first.body.toString()], [200, 'hello']);
    const second = await connection.get('/');
    assert.deepEqual([second.status, second.body.length], [404, 0]);
    server.close();
});

test('a connection that closes in the middle of an answer is an error', async () => {
    const { server, port } = await servingPieces(['HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe']);
    const connection = await HttpConnection.open('127.0.0.1', port);
    await assert.rejects(connection.get('/'), /was closed/);
    server.close();
});

test('an answer without a length is an error', async () => {
    const { server, port } = await servingPieces(['HTTP/1.1 200 OK\r\n\r\n'], []);
    const connection = await HttpConnection.open('127.0.0.1', port);
    await assert.rejects(connection.get('/'), /was closed/);
    server.close();
});
