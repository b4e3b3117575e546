// SPDX-License-Identifier: GPL-3.0-or-later
import { element, Text } from './elements.mjs';
import { grown, trackIn } from './history.mjs';
import { bitRate, counted, duration, kUnknown, latency, whole } from './words.mjs';

/** @typedef {import('../report.js').Track} Track */

const kLeft = 3; // seconds: a publisher who is silent for longer sends no more

/** Caption, and what it means. @type {[string, string][]} */
export const kColumns = [
    ['Track', ''],
    ['State', ''],
    ['Last chunk', 'How long ago it came'],
    ['In', 'Of the last seconds'],
    ['Viewers', 'By playlist requests'],
    ['Late', 'Parts of the last minute that came more than a part target later than the most punctual one'],
    ['Jitter', 'Of their arrival, smoothed as in RFC 3550'],
    ['Delay', 'From capture to arrival of the last chunk, by both machines’ clocks'],
    ['Window', 'Media that can be played'],
    ['Publishers', 'Who sent it lately'],
];

/** One track of an event, a row of its table. */
export class TrackRow {
    #cells = kColumns.map(() => new Text(''));

    /** @param {string} name */
    constructor(name) {
        const cells = kColumns.map(([caption], index) => {
            const cell = element('td', '', /** @type {Text} */ (this.#cells[index]).node);
            cell.dataset['caption'] = caption;
            return cell;
        });
        this.node = element('tr', '', element('th', '', name, cells.shift()?.firstChild ?? ''), ...cells);
        this.node.querySelector('th')?.setAttribute('scope', 'row');
    }

    /**
     * @param {Track} track
     * @param {import('../report.js').LiveEvent} event its own
     * @param {import('./history.mjs').History} history
     */
    show(track, { event, onAir }, history) {
        const before = history.oldTrack(event, track.name);
        const late = grown(track, before, ({ partsLate }) => partsLate);
        const [state, level] = stateOf(track, onAir);
        /** @type {[string, string?][]} */
        const texts = [
            [formatOf(track)],
            [state, level],
            [track.sinceLastChunkSeconds === undefined ? kUnknown : `${duration(track.sinceLastChunkSeconds)} ago`],
            [bitRate(history.rate((report) => trackIn(report, event, track.name)?.bytes ?? 0))],
            [whole(Math.round(track.viewers))],
            [`${whole(late)} of ${whole(grown(track, before, ({ chunks }) => chunks))}`, late > 2 ? 'warning' : ''],
            [latency(track.jitterSeconds)],
            [latency(track.delaySeconds)],
            [duration(track.windowSeconds)],
            [publishersOf(track)],
        ];
        texts.forEach(([text, textLevel], index) => this.#cells[index]?.set(text, textLevel));
        this.node.dataset['current'] = String(track.current);
    }
}

/** @param {Track} track @param {boolean} onAir @returns {[string, string]} */
function stateOf(track, onAir) {
    if (!track.current) {
        return ['of an earlier start', 'quiet'];
    }
    if (!onAir) {
        return ['off air', 'quiet'];
    }
    if (track.silent) {
        return ['silent', 'fault'];
    }
    if (track.notStored) {
        return ['not on disk', 'fault'];
    }
    return track.warnings.length > 0 ? [counted(track.warnings.length, 'warning'), 'warning'] : ['on air', 'good'];
}

/** @param {Track} track */
function formatOf({ kind, videoWidth, videoHeight }) {
    return kind === 'video' ? `${videoWidth}×${videoHeight}` : kind;
}

/** @param {Track} track */
function publishersOf({ publishers }) {
    const here = publishers.filter(({ sinceSeconds }) => sinceSeconds < kLeft);
    return here.length > 0 ? here.map(({ name }) => name).join(', ') : kUnknown;
}
