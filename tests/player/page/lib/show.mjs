// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { kPartMs, kPartsOfSegment, partAt } from './clip.mjs';

const kSegmentMs = kPartMs * kPartsOfSegment;
const kSegmentsWithParts = 3;

export const kTrack = 'v180';

/** A live show in low-latency HLS that never ends: what is published follows from the clock. It can be held. */
export class FixtureShow {
    #events = new EventEmitter();
    /** @type {number | undefined} parts that are out while it is held */
    #heldAt;

    /** @type {import('./cues.mjs').Cue[]} in the manifest */
    cues = [];

    /**
     * @param {import('./clip.mjs').Clip} clip
     * @param {number} pastMs how long it has been on air
     */
    constructor(clip, pastMs) {
        this.clip = clip;
        /** Programme clock of its first frame: now that it is the live edge. */
        this.startMs = Date.now() - pastMs;
    }

    /** Nothing new is published: the picture stalls. */
    hold() {
        this.#heldAt = this.#published;
    }

    /** All that was held back is out at once. */
    release() {
        this.#heldAt = undefined;
        this.#events.emit('release');
    }

    get mainPlaylist() {
        return `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=800000,CODECS="avc1.42c00d",RESOLUTION=320x180\n${kTrack}/index.m3u8\n`;
    }

    get init() {
        return this.clip.init;
    }

    /** Resolves when part `part` of segment `segment` is out. @param {number} segment @param {number} part */
    async published(segment, part) {
        const wanted = segment * kPartsOfSegment + part + 1;
        while (this.#published < wanted) {
            await (this.#heldAt === undefined
                ? delay(this.startMs + wanted * kPartMs - Date.now())
                : once(this.#events, 'release'));
        }
    }

    /** @param {number} segment @param {number} [part] all of them when absent */
    media(segment, part) {
        const first = segment * kPartsOfSegment;
        const parts = part === undefined ? Array.from({ length: kPartsOfSegment }, (_, index) => index) : [part];
        return Buffer.concat(parts.map((index) => partAt(this.clip, first + index)));
    }

    get mediaPlaylist() {
        const published = this.#published;
        const lines = [
            '#EXTM3U', '#EXT-X-VERSION:9', '#EXT-X-TARGETDURATION:1', '#EXT-X-PART-INF:PART-TARGET=0.2',
            '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.6', '#EXT-X-MEDIA-SEQUENCE:0',
            ...this.cues.map(dateRange), '#EXT-X-MAP:URI="init.mp4"',
        ];
        for (let segment = 0; segment * kPartsOfSegment <= published; segment += 1) {
            lines.push(...this.#segment(segment, published));
        }
        return `${lines.join('\n')}\n`;
    }

    /** Parts. */
    get #published() {
        return this.#heldAt ?? Math.floor((Date.now() - this.startMs) / kPartMs);
    }

    /** @param {number} segment @param {number} published parts of the show */
    #segment(segment, published) {
        const date = new Date(this.startMs + segment * kSegmentMs).toISOString();
        const parts = Math.min(published - segment * kPartsOfSegment, kPartsOfSegment);
        const isRecent = published - segment * kPartsOfSegment < kSegmentsWithParts * kPartsOfSegment;
        const lines = [`#EXT-X-PROGRAM-DATE-TIME:${date}`];
        for (let part = 0; isRecent && part < parts; part += 1) {
            lines.push(`#EXT-X-PART:DURATION=0.2,URI="${segment}.${part}.m4s"${part === 0 ? ',INDEPENDENT=YES' : ''}`);
        }
        return parts === kPartsOfSegment ? [...lines, '#EXTINF:1,', `${segment}.m4s`] : lines;
    }
}

/** @param {import('./cues.mjs').Cue} cue */
function dateRange({ id, event, revision, start, durationMs }) {
    const uri = `/live/${event}/cues/${id}.${revision}.json`;
    return `#EXT-X-DATERANGE:ID="${id}",CLASS="org.tallylight.cue",START-DATE="${start}",` +
        `DURATION=${(durationMs / 1000).toFixed(3)},X-REVISION=${revision},X-CUE-URI="${uri}"`;
}
