// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/** @typedef {import('./frames.mjs').Frame} Frame */
/** @typedef {{at: number, phase: string}} PhaseChange at: Unix epoch, milliseconds */

/**
 * What `installProbe` leaves in the page.
 * @typedef {object} PageProbe
 * @property {() => {frames: Frame[], endMs: number}} takeFrames the frames since the last call
 * @property {PhaseChange[]} phases of the cue, in order
 */

/**
 * Runs in the page, so it can use nothing outside of itself. Notes every presented frame of the player's video, also
 * of a new video element after the player has recovered, and every change of the cue's phase.
 */
export function installProbe() {
    const kBlocks = 32; // core/live/burned_clock.h: half the width, 1/36 of the height, at the bottom left
    const canvas = document.createElement('canvas');
    canvas.width = kBlocks;
    canvas.height = 1;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
    const player = /** @type {HTMLElement} */ (document.querySelector('tally-player'));

    /** @type {Frame[]} */
    let frames = [];
    /** @type {HTMLVideoElement | null} */
    let video = null;

    const readClock = (/** @type {HTMLVideoElement} */ source) => {
        const { videoWidth: width, videoHeight: height } = source;
        context.drawImage(source, 0, height - height / 36, width / 2, height / 36, 0, 0, kBlocks, 1);
        const rgba = context.getImageData(0, 0, kBlocks, 1).data;
        return Array.from({ length: kBlocks }, (_, block) => rgba[block * 4 + 1]); // green is most of luma
    };
    const noteFramesOf = (/** @type {HTMLVideoElement} */ source) => {
        source.requestVideoFrameCallback((_, { presentationTime }) => {
            frames.push({ at: Date.now(), presentedMs: presentationTime, clock: readClock(source) });
            if (source === video) {
                noteFramesOf(source);
            }
        });
    };
    const followVideo = () => {
        const found = (player.shadowRoot ?? player).querySelector('video');
        if (found && found !== video) {
            video = found;
            noteFramesOf(found);
        }
    };
    followVideo();
    setInterval(followVideo, 100);

    /** @type {PhaseChange[]} */
    const phases = [];
    new MutationObserver(() => phases.push({ at: Date.now(), phase: player.dataset.cuePhase ?? '' }))
        .observe(player, { attributeFilter: ['data-cue-phase'] });

    /** @type {PageProbe} */
    const probe = {
        takeFrames: () => {
            const taken = { frames, endMs: performance.now() };
            frames = [];
            return taken;
        },
        phases,
    };
    Object.assign(window, { tallyProbe: probe });
}
