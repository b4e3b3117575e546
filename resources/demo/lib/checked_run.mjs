// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { setTimeout as delay } from 'node:timers/promises';

import { creativeOnScreen } from './ad_pixels.mjs';
import { Checks } from './checks.mjs';
import { checkEdge } from './edge_check.mjs';
import { controlEngine } from './engine_control.mjs';
import { judge } from './frames.mjs';
import { readPng } from './png.mjs';
import { kEvent } from './show.mjs';
import { waitFor } from './wait.mjs';

/** @typedef {import('./viewer.mjs').Rect} Rect */

/**
 * @typedef {object} Stage
 * @property {import('./show.mjs').Show} show on air
 * @property {import('./viewer.mjs').Viewer} viewer
 * @property {import('./display.mjs').HiddenDisplay} display with the studio on it
 * @property {import('./supervised.mjs').Supervised} studio
 * @property {import('./edge.mjs').Edge} [edge] in front of the show
 * @property {string} outFolder for the screenshots
 */

const kAdStartMs = 15_000;
const kAdEndMs = 20_000;
const kRowsMs = 10_000;
const kMovingFrames = 30;
const kLeastMeasureMs = 10_000;
const kMostOfAd = 0.8; // of the creative's points; the player's own controls may lie over some
const kLeastOfAd = 0.3; // without the ad, by chance

/** Plays the demo's show by itself: an ad, a take, what a viewer sees of them, and the figures. */
export class CheckedRun {
    /**
     * @param {Stage} stage
     * @param {import('./say.mjs').Say} say
     */
    constructor(stage, say) {
        this.stage = stage;
        this.say = say;
        this.checks = new Checks(say);
    }

    /**
     * @param {number} seconds from now to the end
     * @returns {Promise<boolean>} whether everything was as it has to be
     */
    async run(seconds) {
        const end = performance.now() + seconds * 1000;
        await this.#picture();
        await this.#ad();
        await this.#ledger();
        await this.stage.viewer.photographOnPhone(`${this.stage.outFolder}/phone.png`);
        await this.#edge();
        await this.#latency(end);
        this.#programs();
        await this.#summary();
        return this.checks.allOk;
    }

    async #picture() {
        const { viewer, outFolder } = this.stage;
        await viewer.moves(kMovingFrames, 5000);
        this.checks.note(true, `the picture moves: ${kMovingFrames} new frames`);
        await viewer.photographControls(`${outFolder}/playing.png`);
    }

    async #ad() {
        const { show, viewer, display, outFolder } = this.stage;
        const frame = await viewer.pictureRect();
        const cue = await show.fire();
        this.say('fire', `squeezeback L, ${cue.durationMs / 1000} s, on the picture of ${cue.start}`);

        await viewer.adShows(kAdStartMs);
        const during = await viewer.photograph(`${outFolder}/squeezed.png`);
        const shown = this.#creativeOn(during, frame, cue);
        this.checks.note(shown.share >= kMostOfAd, `the ad is on screen: ${percent(shown.share)} of ${shown.points} points`);
        this.#checkRect('the picture is squeezed', await viewer.pictureRect(), inside(frame, cue.layout.content));
        await viewer.moves(kMovingFrames, 5000);
        await display.photograph(`${outFolder}/studio.png`);

        await viewer.adIsOver(kAdEndMs);
        const after = this.#creativeOn(await viewer.photograph(`${outFolder}/after.png`), frame, cue);
        this.checks.note(after.share <= kLeastOfAd, `the ad is gone: ${percent(after.share)} of its points are left`);
        this.#checkRect('the picture is back', await viewer.pictureRect(), frame);
    }

    async #ledger() {
        const { show } = this.stage;
        const report = await waitFor('the complete play is in PostgreSQL', kRowsMs, async () => {
            const now = await show.report();
            return now.complete >= 1 && now;
        });
        const [row] = report.cues;
        const quartiles = [row.shown, row.firstQuartile, row.midpoint, row.thirdQuartile, row.complete];
        this.checks.note(quartiles.every((count) => count === 1) && report.lost === 0,
            `rows in PostgreSQL: impression and quartiles ${quartiles.join(' ')}, lost ${report.lost}`);
    }

    async #edge() {
        const { edge, show, viewer } = this.stage;
        if (edge) {
            await checkEdge(edge, viewer, this.checks, show.options.workspace.environment());
        }
    }

    /** @param {number} end performance.now() */
    async #latency(end) {
        const { show, viewer } = this.stage;
        await controlEngine(show, 'cut');
        await waitFor('the clock is on air in the page', 10_000, async () => judge(await viewer.takeFrames()).readings > 0);
        await viewer.takeFrames();
        await delay(Math.max(end - performance.now(), kLeastMeasureMs));
        const picture = judge(await viewer.takeFrames());
        this.checks.note(picture.readings > picture.frames / 2, `glass to glass: median ${picture.medianMs} ms, ` +
            `p95 ${picture.p95Ms} ms, longest gap ${picture.longestGapMs.toFixed(0)} ms, of ${picture.frames} frames`);
    }

    #programs() {
        const { show, studio, viewer, edge } = this.stage;
        const restarts = show.restarts + studio.restarts + (edge?.restarts ?? 0);
        this.checks.note(restarts === 0 && studio.pid !== undefined, `programs: ${restarts} restarts, the studio is open`);
        this.checks.note(viewer.complaints.length === 0, `complaints of the page: ${viewer.complaints.join('; ') || 'none'}`);
    }

    async #summary() {
        const { fired, shown, complete } = await this.stage.show.report();
        this.say(kEvent, `fired ${fired}, shown ${shown}, complete ${complete}`);
        this.say('pictures', this.stage.outFolder);
    }

    /**
     * @param {Buffer} screenshot
     * @param {Rect} frame
     * @param {any} cue
     */
    #creativeOn(screenshot, frame, cue) {
        return creativeOnScreen(readPng(screenshot), frame, readPng(this.stage.show.creative), cue.layout.content);
    }

    /**
     * @param {string} what
     * @param {Rect} seen
     * @param {Rect} wanted
     */
    #checkRect(what, seen, wanted) {
        const sides = /** @type {const} */ (['x', 'y', 'width', 'height']);
        const near = sides.every((side) => Math.abs(seen[side] - wanted[side]) <= 2);
        this.checks.note(near, `${what}: ${sides.map((side) => seen[side].toFixed(0)).join(' ')} (x y width height)`);
    }
}

/**
 * @param {Rect} frame
 * @param {Rect} fraction
 * @returns {Rect}
 */
function inside(frame, fraction) {
    return {
        x: frame.x + fraction.x * frame.width,
        y: frame.y + fraction.y * frame.height,
        width: fraction.width * frame.width,
        height: fraction.height * frame.height,
    };
}

/** @param {number} share */
function percent(share) {
    return `${(100 * share).toFixed(0)} %`;
}
