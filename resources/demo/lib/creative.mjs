// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { runTied } from './child.mjs';
import { Failure } from './failure.mjs';

const kDrawing = fileURLToPath(new URL('../creative.svg', import.meta.url));
const kMostBytes = 350_000; // the IAB's limit for a static file

/**
 * Draws the demo's ad: a 1920×1080 underlay for a squeezeback L. ffmpeg draws it, which has librsvg and takes 0.2 s.
 * @param {import('./workspace.mjs').Workspace} workspace
 * @returns {Promise<Buffer>} PNG
 */
export async function drawCreative(workspace) {
    const file = workspace.path('creative.png');
    const { code, stderr } = await runTied('ffmpeg', [
        '-v', 'error', '-i', kDrawing, '-frames:v', '1', '-update', '1', '-pix_fmt', 'rgb24', '-pred', 'mixed', file,
    ], workspace.environment());
    if (code !== 0) {
        throw new Failure(`ffmpeg cannot draw the creative: ${stderr.trim().split('\n')[0]}`);
    }
    const png = readFileSync(file);
    if (png.length > kMostBytes) {
        throw new Failure(`the drawn creative has ${png.length} bytes, more than ${kMostBytes}`);
    }
    return png;
}
