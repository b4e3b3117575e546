// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { kPrograms } from './programs.mjs';
import { kEvent } from './show.mjs';
import { Supervised } from './supervised.mjs';

/**
 * The studio, attached to a running show. Not yet started.
 * @param {import('./show.mjs').Show} show
 * @param {NodeJS.ProcessEnv} env of the display it opens on
 */
export function studioFor(show, env) {
    const { outFolder, say } = show.options;
    return new Supervised({
        name: 'studio',
        command: kPrograms.studio,
        args: ['--engine', show.controlFile, '--server', show.url, '--token-file', show.tokenFile, '--event', kEvent],
        env,
        log: `${outFolder}/studio.log`,
        restart: 'afterCrash',
    }, say);
}
