// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { DemoProcess } from '../../e2e/lib/demo_process.mjs';

const kPatienceMs = 60_000;

/** @returns {Promise<number>} seconds from typing `./tally demo` to the moving picture in the page */
export async function secondsToAir() {
    const begin = performance.now();
    const demo = new DemoProcess('--seconds', '45');
    await demo.says(/on air in Chromium/, kPatienceMs);
    const seconds = (performance.now() - begin) / 1000;
    demo.pressControlC();
    await demo.ended();
    await demo.leavesNothing();
    return seconds;
}
