// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { readFileSync } from 'node:fs';

import { runTied } from '../../../../resources/demo/lib/child.mjs';

/** @typedef {{init: Buffer, parts: Buffer[]}} Clip parts: `moof` and `mdat`, 200 ms each */

export const kPartMs = 200;
export const kPartsOfSegment = 5;
const kSeconds = 10;

/**
 * A test picture of 10 s as CMAF parts, a key frame every five.
 * @param {import('../../../../resources/demo/lib/workspace.mjs').Workspace} workspace
 * @returns {Promise<Clip>}
 */
export async function makeClip(workspace) {
    const file = workspace.path('clip.mp4');
    const { code, stderr } = await runTied('ffmpeg', [
        '-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=30:duration=${kSeconds}`,
        '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p',
        '-g', '30', '-keyint_min', '30', '-sc_threshold', '0', '-bf', '0',
        '-frag_duration', String(kPartMs * 1000), '-movflags', 'empty_moov+default_base_moof', file,
    ], workspace.environment());
    if (code !== 0) {
        throw new Error(`ffmpeg makes no clip: ${stderr}`);
    }
    return cut(readFileSync(file));
}

/** @param {Buffer} file */
function cut(file) {
    /** @type {Buffer[]} */ const init = [];
    /** @type {Buffer[]} */ const parts = [];
    for (const { type, box } of boxes(file, 0, file.length)) {
        if (type === 'ftyp' || type === 'moov') {
            init.push(box);
        } else if (type === 'moof') {
            parts.push(box);
        } else if (type === 'mdat') {
            parts.push(Buffer.concat([/** @type {Buffer} */ (parts.pop()), box]));
        }
    }
    if (parts.length !== (kSeconds * 1000) / kPartMs) {
        throw new Error(`the clip has ${parts.length} parts`);
    }
    return { init: Buffer.concat(init), parts };
}

/**
 * The part of a show that goes on for ever: the clip again and again, its time running on.
 * @param {Clip} clip
 * @param {number} index from 0
 */
export function partAt({ parts }, index) {
    const part = Buffer.from(parts[index % parts.length]);
    const at = decodeTimeOffset(part);
    const ticksOfPart = Number(parts[1].readBigUInt64BE(decodeTimeOffset(parts[1])));
    part.writeBigUInt64BE(BigInt(index * ticksOfPart), at);
    return part;
}

/**
 * Where `baseMediaDecodeTime` is, 64 bits.
 * @param {Buffer} part
 */
function decodeTimeOffset(part) {
    const at = part.indexOf('tfdt');
    if (at < 0 || part[at + 4] !== 1) {
        throw new Error('no tfdt of version 1');
    }
    return at + 8;
}

/**
 * @param {Buffer} bytes
 * @param {number} from
 * @param {number} to
 */
function* boxes(bytes, from, to) {
    for (let at = from; at + 8 <= to;) {
        const size = bytes.readUInt32BE(at);
        yield { type: bytes.toString('latin1', at + 4, at + 8), box: bytes.subarray(at, at + size) };
        at += size;
    }
}
