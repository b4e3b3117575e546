// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { unquoted } from './attribute_list.mjs';
import { at } from './lines.mjs';

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('./lines.mjs').Line} Line */
/** @typedef {import('./media_playlist.mjs').Segment} Segment */

/** @type {import('../rules/rule.mjs').RuleTable} */
export const kSegmentRules = {
    'segment-has-extinf': ['4.4.4.1', 'each URI has an EXTINF in front, each EXTINF a URI behind'],
    'segment-tags-come-before-parts': ['4.4.4.9',
        'EXT-X-DISCONTINUITY, EXT-X-MAP and EXT-X-PROGRAM-DATE-TIME stand before the first part of their segment'],
};

const kBeforeParts = ['EXT-X-DISCONTINUITY', 'EXT-X-MAP', 'EXT-X-PROGRAM-DATE-TIME'];

/** Puts the lines of a media playlist together to segments. */
export class SegmentReader {
    /** @type {Segment[]} */
    #segments = [];
    /** @type {string | undefined} */
    #map;
    /** @type {number | undefined} of the EXTINF whose URI has not come yet */
    #extinf;
    #isTouched = false; // a tag of the open segment has been seen

    /**
     * @param {Check} check
     * @param {{mediaSequence: number, discontinuitySequence: number, skipped: number | undefined}} head
     */
    constructor(check, head) {
        this.check = check;
        this.nextMsn = head.mediaSequence + (head.skipped ?? 0);
        this.discontinuitySequence = head.discontinuitySequence;
        this.open = this.#begin();
    }

    /**
     * @param {Line[]} lines
     * @returns {Segment[]} the last one may be open: it has no URI yet
     */
    read(lines) {
        for (const line of lines) {
            this.#take(line);
        }
        this.check('segment-has-extinf', this.#extinf === undefined, () => 'the last EXTINF has no URI');
        if (this.#isTouched && this.open.parts.length > 0) {
            this.#finish();
        }
        return this.#segments;
    }

    /** @param {Line} line */
    #take(line) {
        if (kBeforeParts.includes(line.tag)) {
            this.check('segment-tags-come-before-parts', this.open.parts.length === 0,
                () => at(line.number, line.text));
        }
        switch (line.tag) {
        case 'EXT-X-DISCONTINUITY': this.open.discontinuity = true; break;
        case 'EXT-X-MAP': this.#map = unquoted(line.attributes.get('URI')); break;
        case 'EXT-X-PROGRAM-DATE-TIME': this.open.pdt = Date.parse(line.value); break;
        case 'EXT-X-GAP': this.open.gap = true; break;
        case 'EXT-X-PART': this.#takePart(line); break;
        case 'EXTINF': this.#takeDuration(line); break;
        case '': this.#takeUri(line); break;
        default: return;
        }
        this.#isTouched = line.tag !== '';
    }

    /** @param {Line} line */
    #takePart(line) {
        const part = {
            uri: unquoted(line.attributes.get('URI')) ?? '',
            duration: Number(line.attributes.get('DURATION') ?? NaN),
            independent: line.attributes.get('INDEPENDENT') === 'YES',
            gap: line.attributes.get('GAP') === 'YES',
        };
        this.open.parts.push(part);
        this.open.duration += part.duration;
    }

    /** @param {Line} line */
    #takeDuration(line) {
        this.check('segment-has-extinf', this.#extinf === undefined, () => at(line.number, line.text));
        this.#extinf = parseFloat(line.value);
    }

    /** @param {Line} line */
    #takeUri(line) {
        this.check('segment-has-extinf', this.#extinf !== undefined, () => at(line.number, line.text));
        this.open.uri = line.text;
        this.open.duration = this.#extinf ?? this.open.duration;
        this.#extinf = undefined;
        this.#finish();
    }

    #finish() {
        this.discontinuitySequence += this.open.discontinuity ? 1 : 0;
        this.#segments.push({ ...this.open, map: this.#map, discontinuitySequence: this.discontinuitySequence });
        this.nextMsn += 1;
        this.open = this.#begin();
    }

    /** @returns {Segment} */
    #begin() {
        return {
            msn: this.nextMsn, discontinuitySequence: 0, duration: 0, uri: undefined, gap: false, discontinuity: false,
            map: undefined, pdt: undefined, parts: [],
        };
    }
}
