// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { cpus } from 'node:os';

import { Failure } from '../../../../resources/demo/lib/failure.mjs';

const kServerCore = '0';
const kGeneratorCore = '1';

/** @throws {Failure} where what makes the load would take the processor of what is loaded */
export function requireTwoCores() {
    if (cpus().length < 2) {
        throw new Failure('this bench needs two cores: one for the server, one for what loads it');
    }
}

/**
 * A command on the core of the servers, which run in turn.
 * @param {string[]} command
 */
export function onServerCore(command) {
    return ['taskset', '--cpu-list', kServerCore, ...command];
}

/** @param {string[]} command on the core of the generator */
export function onGeneratorCore(command) {
    return ['taskset', '--cpu-list', kGeneratorCore, ...command];
}
