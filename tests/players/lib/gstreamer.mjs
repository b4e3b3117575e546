// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { spawnTied } from '../../../resources/demo/lib/child.mjs';

/**
 * @typedef {object} Played
 * @property {number} frames
 * @property {number} sounds buffers
 * @property {number} longestGapSeconds between the time stamps of two frames
 * @property {string[]} complaints errors and warnings on the bus, and those of the adaptive demuxer in the log
 * @property {boolean} usedHlsDemux2
 */

const kFrame = /GstFakeSink:(picture|sound): last-message = chain .*pts: (\d+):(\d+):([\d.]+)/;
const kComplaint = /^(?:WARNING|ERROR)\b|\b(?:WARN|ERROR) +(?:hlsng|adaptivedemux2)\b/;

/**
 * Plays a show with playbin3 and the adaptive demuxer of GStreamer's "good" plugins. Its version 1.22 knows parts and
 * hints and leaves them alone: it plays whole segments three target durations behind, reloads without blocking and picks
 * its place by EXT-X-PROGRAM-DATE-TIME; it is the strictest reader of init sections.
 * @param {string} url of the multivariant playlist
 * @param {number} seconds
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Played>}
 */
export async function play(url, seconds, env) {
    const child = spawnTied('gst-launch-1.0', [
        '-v', 'playbin3', `uri=${url}`,
        'video-sink=fakesink name=picture sync=true silent=false',
            'audio-sink=fakesink name=sound sync=true silent=false',
    ], { env: { ...env, GST_DEBUG: '*:1,hlsng:2,adaptivedemux2:2', GST_DEBUG_NO_COLOR: '1' }, stdio: ['ignore', 'pipe',
        'pipe'] });
    const impatience = setTimeout(() => child.kill('SIGINT'), seconds * 1000);
    /** @type {Played} */
    const played = { frames: 0, sounds: 0, longestGapSeconds: 0, complaints: [], usedHlsDemux2: false };
    let last = NaN;
    const read = (/** @type {string} */ line) => {
        const [, sink, hours, minutes, rest] = kFrame.exec(line) ?? [];
        played.usedHlsDemux2 ||= line.includes('GstHLSDemux2');
        if (sink === 'picture') {
            const time = (Number(hours) * 60 + Number(minutes)) * 60 + Number(rest);
            played.frames += 1;
            played.longestGapSeconds = Math.max(played.longestGapSeconds, Number.isNaN(last) ? 0 : time - last);
            last = time;
        }
        played.sounds += sink === 'sound' ? 1 : 0;
        if (kComplaint.test(line)) {
            played.complaints.push(line);
        }
    };
    for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: /** @type {import('node:stream').Readable} */ (stream) }).on('line', read);
    }
    await once(child, 'close');
    clearTimeout(impatience);
    return played;
}
