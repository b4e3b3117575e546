// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { closeSync, openSync, readFileSync } from 'node:fs';

import { spawnTied, stopChild } from './child.mjs';
import { Failure } from './failure.mjs';
import { waitFor } from './wait.mjs';

/**
 * @typedef {object} Program
 * @property {string} name as people see it: "server"
 * @property {string} command
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @property {string} log file that gets its output
 * @property {'always' | 'afterCrash'} restart afterCrash: a normal end (exit code 0) is its user's wish; the show can do
 *   without it, so it is ready at once and given up when it keeps falling
 */

const kFirstBackOffMs = 250;
const kLongestBackOffMs = 5000;
const kCalmMs = 10_000; // up for so long: the next fall starts with the first back-off again
const kMostFalls = 5; // in a row, of a program that the show can do without

/** A program that is started again when it falls. Before it is ready for the first time, its end is a Failure. */
export class Supervised {
    /** @type {import('node:child_process').ChildProcess | undefined} */
    #child;
    /** @type {NodeJS.Timeout | undefined} */
    #nextStart;
    #falls = 0; // since it was up for long
    #startedAt = 0;
    #wasReady = false;
    #stopping = false;
    /** @type {string | undefined} how the first start ended before it was ready */
    #failedStart;

    restarts = 0;
    graceMs = 10_000; // from SIGTERM to SIGKILL

    /**
     * @param {Program} program
     * @param {import('./say.mjs').Say} say
     */
    constructor(program, say) {
        this.program = program;
        this.say = say;
        this.#wasReady = program.restart === 'afterCrash';
    }

    /** Absent while it is down. */
    get pid() {
        return this.#child?.pid;
    }

    /** Nothing after `stop()`. */
    start() {
        if (this.#stopping) {
            return;
        }
        const output = openSync(this.program.log, this.restarts === 0 ? 'w' : 'a');
        const { command, args, env } = this.program;
        this.#startedAt = performance.now();
        this.#child = spawnTied(command, args, { env, cwd: '/', stdio: ['ignore', output, output] });
        this.#child.once('exit', (code, signal) => this.#ended(code, signal));
        closeSync(output);
    }

    /**
     * @template T
     * @param {string} what
     * @param {number} milliseconds
     * @param {() => T | Promise<T>} fact that shows it
     */
    async ready(what, milliseconds, fact) {
        const value = await waitFor(what, milliseconds, () => {
            if (this.#failedStart) {
                throw new Failure(this.#failedStart);
            }
            return fact();
        });
        this.#wasReady = true;
        return value;
    }

    async stop() {
        this.#stopping = true;
        clearTimeout(this.#nextStart);
        if (this.#child) {
            await stopChild(this.#child, this.graceMs);
        }
    }

    /**
     * @param {number | null} code
     * @param {NodeJS.Signals | null} signal
     */
    #ended(code, signal) {
        this.#child = undefined;
        if (this.#stopping) {
            return;
        }
        const how = signal ? `ended by ${signal}` : `ended with code ${code}`;
        if (!this.#wasReady) {
            this.#failedStart = `the ${this.program.name} ${how}: ${this.#lastLine()} (all of it: ${this.program.log})`;
        } else if (code === 0 && this.program.restart === 'afterCrash') {
            this.say(this.program.name, 'was closed; the show goes on');
        } else {
            this.#startAgain(how);
        }
    }

    /** @param {string} how */
    #startAgain(how) {
        const calm = performance.now() - this.#startedAt > kCalmMs;
        this.#falls = calm ? 1 : this.#falls + 1;
        if (this.#falls > kMostFalls && this.program.restart === 'afterCrash') {
            this.say(this.program.name, `${how} again; the show goes on without it (why: ${this.program.log})`);
            return;
        }
        const backOffMs = Math.min(kFirstBackOffMs * 2 ** (this.#falls - 1), kLongestBackOffMs);
        this.restarts += 1;
        this.say(this.program.name, `${how}; starts again in ${backOffMs / 1000} s`);
        this.#nextStart = setTimeout(() => this.start(), backOffMs);
    }

    #lastLine() {
        const lines = readFileSync(this.program.log, 'utf8').trim().split('\n');
        return lines[lines.length - 1] || 'it said nothing';
    }
}
