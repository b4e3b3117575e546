// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { Endings } from '../../../resources/demo/lib/endings.mjs';
import { reasonOf } from '../../../resources/demo/lib/failure.mjs';
import { sayTo } from '../../../resources/demo/lib/say.mjs';
import { formatFigures } from './figures.mjs';

/** What all benches are: they say what they do, end what they began, and print figures or why there are none. */
export class Bench {
    say = sayTo(process.stdout, performance.now());
    endings = new Endings();

    /**
     * Prints the figures, ends all that was begun, then this process: with 1 where anything of it failed.
     * @param {() => Promise<import('./figures.mjs').Figure[]>} measure
     * @returns {Promise<never>}
     */
    async run(measure) {
        try {
            process.stdout.write(`\n${formatFigures(await measure())}`);
        } catch (error) {
            this.#complain(error);
        }
        await this.endings.run((error) => this.#complain(error));
        process.exit();
    }

    /** @param {unknown} error */
    #complain(error) {
        this.say('FAILED', reasonOf(error));
        process.exitCode = 1;
    }
}
