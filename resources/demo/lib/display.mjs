// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { randomBytes } from 'node:crypto';

import { hasEnded, runTied, spawnTied, stopChild } from './child.mjs';
import { Failure } from './failure.mjs';
import { waitFor } from './wait.mjs';

/** @typedef {import('./workspace.mjs').Workspace} Workspace */

const kWidth = 1600;
const kHeight = 900;
const kStartMs = 10_000;
const kGraceMs = 3000;

/** The person's own display, X11 or Wayland. */
export function hasDisplay() {
    return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** A display nobody looks at (Xvfb), on a number of its own, for windows that are to be photographed. */
export class HiddenDisplay {
    #server;
    #workspace;
    #cookieFile;
    #name = '';

    /** @param {Workspace} workspace */
    constructor(workspace) {
        this.#workspace = workspace;
        this.#cookieFile = workspace.write('xauthority', xauthority(randomBytes(16)));
        const screen = ['-screen', '0', `${kWidth}x${kHeight}x24`];
        this.#server = spawnTied('Xvfb', ['-displayfd', '3', '-auth', this.#cookieFile, '-nolisten', 'tcp', ...screen], {
            env: workspace.environment(), cwd: '/', stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
        });
        this.#server.stdio[3]?.on('data', (bytes) => { this.#name += bytes; });
    }

    /** Resolves when windows can be opened. */
    async ready() {
        await waitFor('Xvfb is ready', kStartMs, () => {
            if (hasEnded(this.#server)) {
                throw new Failure('Xvfb ended at once: ./tally setup installs it');
            }
            return this.#name.endsWith('\n');
        });
    }

    /** For a program that opens its window here. */
    environment() {
        return this.#workspace.environment({
            DISPLAY: `:${this.#name.trim()}`,
            XAUTHORITY: this.#cookieFile,
            QT_QPA_PLATFORM: 'xcb',
            WAYLAND_DISPLAY: undefined,
            // A person's own window sizes and lists are neither used nor changed.
            HOME: this.#workspace.folder,
        });
    }

    /** @param {string} file PNG */
    async photograph(file) {
        const { code, stderr } = await runTied('ffmpeg', [
            '-v', 'error', '-y', '-f', 'x11grab', '-draw_mouse', '0', '-video_size', `${kWidth}x${kHeight}`,
            '-i', `:${this.#name.trim()}`, '-frames:v', '1', '-update', '1', '-pix_fmt', 'rgb24', file,
        ], this.environment());
        if (code !== 0) {
            throw new Failure(`no picture of the hidden display: ${stderr.trim()}`);
        }
    }

    async stop() {
        await stopChild(this.#server, kGraceMs);
    }
}

/**
 * An Xauthority file with one entry for any host and any display (family 65535, FamilyWild): the display's number is
 * not known before its server has started.
 * @param {Buffer} cookie 16 bytes
 */
export function xauthority(cookie) {
    const counted = (/** @type {Buffer} */ bytes) => {
        const length = Buffer.alloc(2);
        length.writeUInt16BE(bytes.length);
        return Buffer.concat([length, bytes]);
    };
    const nothing = Buffer.alloc(0);
    const fields = [nothing, nothing, Buffer.from('MIT-MAGIC-COOKIE-1'), cookie].map(counted);
    return Buffer.concat([Buffer.from([0xff, 0xff]), ...fields]);
}
