// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { readFileSync } from 'node:fs';

import { Failure } from './failure.mjs';
import { findInFolders, kPathFolders } from './path_search.mjs';
import { kRoot } from './programs.mjs';

/** What the site engineer installs, which is what the demo and the tests run. */
export const kDeploy = `${kRoot}resources/deploy`;

// Debian keeps them where only root's PATH looks.
const kFolders = [...kPathFolders, '/usr/local/sbin', '/usr/sbin', '/sbin'];

/**
 * @param {string} name of a program
 * @param {string} of its package
 * @returns {string} its path
 * @throws {Failure} when it is not installed
 */
export function findProgram(name, of) {
    const found = findInFolders(name, kFolders);
    if (!found) {
        throw new Failure(`${name} is missing: ./tally setup installs the package ${of}`);
    }
    return found;
}

/**
 * A file of `resources/deploy` with this machine's ports and folders in place of those of a real site.
 * @param {string} name below resources/deploy
 * @param {Record<string, string>} replacements each stands in the file, or the file has changed and they have not
 */
export function adapted(name, replacements) {
    let text = readFileSync(`${kDeploy}/${name}`, 'utf8');
    for (const [shipped, here] of Object.entries(replacements)) {
        if (!text.includes(shipped)) {
            throw new Error(`${name} does not say "${shipped}" any more`);
        }
        text = text.replaceAll(shipped, here);
    }
    return text;
}
