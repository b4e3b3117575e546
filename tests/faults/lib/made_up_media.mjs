// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { mkdirSync, readFileSync } from 'node:fs';

import { runTied } from '../../../resources/demo/lib/child.mjs';
import { Failure } from '../../../resources/demo/lib/failure.mjs';
import { kRoot } from '../../../resources/demo/lib/programs.mjs';
import { boxesOf, findBox } from '../../validator/media/boxes.mjs';
import { readInitSection } from '../../validator/media/init_section.mjs';

/**
 * @typedef {object} MadeUpTrack
 * @property {string} name
 * @property {Buffer} init
 * @property {{bytes: Buffer, dueMs: number}[]} chunks dueMs: media time at which its last sample is complete
 */

/** @typedef {{zeroMs: number, tracks: MadeUpTrack[]}} MadeUpMedia zeroMs: Unix time at media time 0 */

const kGenerator = `${kRoot}build/release/tests/load/tallylight-load`;

/**
 * Tracks as our encoder makes them, of filler: no encoder takes the processor of what is tested.
 * @param {string} folder that gets them
 * @param {string[]} plans as `tallylight-load` has them: "v720:video:2000"
 * @param {number} seconds
 * @returns {Promise<MadeUpMedia>} whose media time 0 is now
 */
export async function makeUpMedia(folder, plans, seconds) {
    mkdirSync(folder, { recursive: true });
    const { code, stdout, stderr } = await runTied(kGenerator,
        ['media', '--folder', folder, '--seconds', String(seconds), ...plans.flatMap((plan) => ['--track', plan])]);
    if (code !== 0) {
        throw new Failure(`no media was made: ${stderr.trim()}`);
    }
    return {
        zeroMs: JSON.parse(stdout).zeroUnixMs,
        tracks: plans.map((plan) => plan.split(':')[0]).map((name) => (
            readTrack(name, readFileSync(`${folder}/${name}.cmaf`)))),
    };
}

/**
 * @param {string} name
 * @param {Buffer} bytes
 * @returns {MadeUpTrack}
 */
function readTrack(name, bytes) {
    const runs = runsOf(bytes);
    const [init, ...chunks] = runs;
    const { timescale } = readInitSection(init);
    const begins = chunks.map((chunk) => (1000 * decodeTimeOf(chunk)) / timescale);
    // When the last one ends is not asked: it is left out.
    return { name, init, chunks: chunks.slice(0, -1).map((chunk, i) => ({ bytes: chunk, dueMs: begins[i + 1] })) };
}

/**
 * Init section and chunks: each ends with moov or mdat.
 * @param {Buffer} bytes
 */
function runsOf(bytes) {
    /** @type {Buffer[]} */
    const runs = [];
    let begin = 0;
    let at = 0;
    for (const box of boxesOf(bytes)) {
        at += box.bytes.length;
        if (box.type === 'moov' || box.type === 'mdat') {
            runs.push(bytes.subarray(begin, at));
            begin = at;
        }
    }
    return runs;
}

/** @param {Buffer} chunk */
function decodeTimeOf(chunk) {
    const tfdt = /** @type {Buffer} */ (findBox(chunk, 'moof/traf/tfdt'));
    return tfdt[0] === 1 ? Number(tfdt.readBigUInt64BE(4)) : tfdt.readUInt32BE(4);
}
