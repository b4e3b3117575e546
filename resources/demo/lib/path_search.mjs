// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a shell looks for programs. */
export const kPathFolders = (process.env.PATH ?? '').split(delimiter);

/**
 * @param {string} name of a program
 * @param {string[]} [folders] the first that has it counts
 * @returns {string | undefined} its path; undefined: nowhere
 */
export function findInFolders(name, folders = kPathFolders) {
    return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
