// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import {
    checkCaptureTime, checkFollows, checkPart, checkSegment, checkSegmentIsItsParts, readMedia, zeroOf,
} from '../rules/media_rules.mjs';

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('../net/client.mjs').Answer} Answer */
/** @typedef {import('../media/fragment.mjs').Fragment} Fragment */
/** @typedef {import('../media/init_section.mjs').InitSection} InitSection */
/** @typedef {import('../playlist/media_playlist.mjs').MediaPlaylist} MediaPlaylist */
/** @typedef {import('../playlist/media_playlist.mjs').Segment} Segment */
/** @typedef {import('./ledger.mjs').Ledger} Ledger */
/** @typedef {import('./board.mjs').Board} Board */

/**
 * @typedef {object} Context
 * @property {Check} check
 * @property {string} url of the playlist
 * @property {Ledger} ledger
 * @property {Board} board
 * @property {boolean} allowsRestarts a part may be lost with the server that had it
 */

const kGoneAfterTargets = 5; // parts go after three and have to be there for three more

/** Fetches what one rendition announces, in order, and holds it against the announcement. */
export class MediaWatch {
    /** @type {Map<number, Buffer[]>} by msn: the parts of segments that are not compared yet */
    #parts = new Map();
    /** @type {Map<number, string>} by msn: URIs of parts that will not be listed for long */
    #firstParts = new Map();
    /** @type {{msn: number, index: number, fragment: Fragment} | undefined} */
    #last;

    /** @type {InitSection | undefined} the newest */
    init;
    peakBandwidth = 0;
    /** @type {number | undefined} */
    frameRate;
    playedSeconds = 0;

    /** @param {Context} context */
    constructor(context) {
        this.context = context;
    }

    /**
     * @param {Segment} segment
     * @param {number} index of its part
     * @param {Answer | undefined} hinted what came for its hint
     */
    async takePart(segment, index, hinted) {
        const part = segment.parts[index];
        if (part.gap) {
            return;
        }
        const bytes = await this.#bytesOf(part.uri, hinted);
        const init = await this.#initOf(segment);
        if (!bytes || !init) {
            return;
        }
        const parts = this.#parts.get(segment.msn) ?? [];
        parts[index] = bytes;
        this.#parts.set(segment.msn, parts);
        this.#firstParts.set(segment.msn, segment.parts[0].uri);
        const fragment = readMedia(this.context.check, part.uri, bytes, init);
        if (fragment) {
            this.playedSeconds += part.duration;
            checkPart(this.context.check, part, fragment, init);
            this.#judgeTimes(segment, index, fragment, init);
        }
    }

    /** @param {Segment} segment that has become whole */
    async takeSegment(segment) {
        const { check } = this.context;
        const parts = this.#parts.get(segment.msn) ?? [];
        this.#parts.delete(segment.msn);
        if (segment.gap || segment.uri === undefined) {
            return;
        }
        const bytes = await this.#bytesOf(segment.uri, undefined);
        const init = await this.#initOf(segment);
        const fragment = bytes && init && readMedia(check, segment.uri, bytes, init);
        if (!bytes || !init || !fragment) {
            return;
        }
        checkSegment(check, segment, fragment, init);
        if (segment.parts.length > 0 && parts.filter(Boolean).length === segment.parts.length) {
            checkSegmentIsItsParts(check, segment.uri, bytes, parts);
        }
        this.peakBandwidth = Math.max(this.peakBandwidth, (bytes.length * 8) / segment.duration);
        this.frameRate = init.kind === 'video' ? fragment.samples / (fragment.duration / init.timescale) : undefined;
    }

    /**
     * A part that is not listed any more, of the segment that has been gone for longest but not yet for too long.
     * @param {MediaPlaylist} playlist
     */
    async takeGonePart({ segments, targetDuration }) {
        let fromEnd = 0;
        for (const { msn, duration, parts } of [...segments].reverse()) {
            const uri = this.#firstParts.get(msn);
            const isDue = fromEnd + duration > kGoneAfterTargets * targetDuration;
            if (isDue && parts.length === 0 && uri !== undefined) {
                const answer = await this.context.ledger.fetch(this.context.check, this.#absolute(uri));
                this.context.check('gone-part-can-be-had', answer?.status === 200, () => `${uri}: ${answer?.status}`);
            }
            if (isDue) {
                return;
            }
            fromEnd += duration;
        }
    }

    /**
     * The segment that left the window last.
     * @param {MediaPlaylist} before
     * @param {MediaPlaylist} now
     */
    async takeGoneSegment(before, now) {
        const gone = before.segments.find(({ msn }) => msn === now.mediaSequence - 1);
        if (gone?.uri !== undefined && !gone.gap) {
            const answer = await this.context.ledger.fetch(this.context.check, this.#absolute(gone.uri));
            this.context.check('gone-segment-can-be-had', answer?.status === 200,
                () => `${gone.uri}: ${answer?.status}`);
        }
    }

    /**
     * @param {Segment} segment
     * @param {number} index
     * @param {Fragment} fragment
     * @param {InitSection} init
     */
    #judgeTimes(segment, index, fragment, init) {
        const { check, board, url } = this.context;
        const last = this.#last;
        const isNext = last && (last.msn === segment.msn ? last.index + 1 === index : last.msn + 1 === segment.msn
            && index === 0);
        if (isNext && !(index === 0 && segment.discontinuity)) {
            checkFollows(check, segment.parts[index].uri, last.fragment, fragment);
        }
        if (index === 0 && segment.pdt !== undefined) {
            checkCaptureTime(check, segment, fragment, init);
            board.takeZero(check, url, segment.discontinuitySequence, zeroOf(segment, fragment, init));
        }
        this.#last = { msn: segment.msn, index, fragment };
    }

    /**
     * @param {string} uri
     * @param {Answer | undefined} hinted
     */
    async #bytesOf(uri, hinted) {
        const { check, ledger, allowsRestarts } = this.context;
        const answer = hinted?.status === 200 ? hinted : await ledger.fetch(check, this.#absolute(uri));
        if (!allowsRestarts || answer?.status === 200) {
            check('request-is-answered', answer?.status === 200, () => `${uri}: ${answer?.status ?? 'no answer'}`);
        }
        return answer?.status === 200 ? answer.bytes : undefined;
    }

    /** @param {Segment} segment */
    async #initOf({ map }) {
        const { check, ledger } = this.context;
        this.init = map === undefined ? undefined : await ledger.init(check, this.#absolute(map));
        return this.init;
    }

    /** @param {string} uri */
    #absolute(uri) {
        return new URL(uri, this.context.url).href;
    }
}
