// SPDX-License-Identifier: GPL-3.0-or-later
import { grown } from './history.mjs';
import { counted, latency } from './words.mjs';

/**
 * @typedef {import('../report.js').Finding} Finding
 * @typedef {import('../report.js').LiveEvent} LiveEvent
 * @typedef {import('../report.js').Track} Track
 */

const kManyLate = 3; // parts in a minute
const kFarBehind = 3; // seconds from capture to here
const kClocksApart = -0.1; // seconds: it arrives before it was captured

/**
 * What is amiss with a track that is on air.
 * @param {LiveEvent} event
 * @param {Track} track
 * @param {Track | undefined} before a minute ago
 * @returns {Finding[]}
 */
export function trackFindings(event, track, before) {
    const where = `${event.event} / ${track.name}`;
    return [...silence(track), ...storage(track), ...told(track), ...tooLong(track, before), ...lateness(track, before),
        ...distance(track)].map((finding) => ({ where, ...finding }));
}

/** @typedef {Omit<Finding, 'where'>} OfTrack */

/** @param {Track} track @returns {OfTrack[]} */
function silence({ silent }) {
    return silent ? [{
        level: 'fault',
        what: 'Nothing comes of this track any more, while others go on: its viewers stand still.',
        todo: 'Look at this track’s encoder and its connection.',
    }] : [];
}

/** @param {Track} track @returns {OfTrack[]} */
function storage({ notStored }) {
    return notStored ? [{
        level: 'fault',
        what: 'The disk takes nothing: the show is live from memory, and can be wound back for seconds alone.',
        todo: 'Make room in the data folder (df -h), or see what journalctl -u tallylightd says of the disk.',
    }] : [];
}

/** What the server tells the publisher too. @param {Track} track @returns {OfTrack[]} */
function told({ warnings }) {
    return warnings.map(({ code, detail }) => ({
        level: code === 'no-key-frame' ? 'fault' : 'warning',
        what: `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`,
        todo: 'It is a setting of the encoder.',
    }));
}

/** @param {Track} track @param {Track | undefined} before @returns {OfTrack[]} */
function tooLong(track, before) {
    const count = grown(track, before, ({ segmentsOverTarget }) => segmentsOverTarget);
    return count === 0 ? [] : [{
        level: 'warning',
        what: `${counted(count, 'segment')} in the last minute longer than the target duration: Apple’s players refuse the stream.`,
        todo: 'Have the encoder send key frames at the interval that the event was created with.',
    }];
}

/** @param {Track} track @param {Track | undefined} before @returns {OfTrack[]} */
function lateness(track, before) {
    const late = grown(track, before, ({ partsLate }) => partsLate);
    return late < kManyLate ? [] : [{
        level: 'warning',
        what: `${counted(late, 'part')} came late in the last minute: viewers may see the picture stop.`,
        todo: 'The encoder is overloaded, or its way here is crowded.',
    }];
}

/** @param {Track} track @returns {OfTrack[]} */
function distance({ delaySeconds: delay }) {
    if (delay === undefined) {
        return [];
    }
    if (delay < kClocksApart) {
        return [{
            level: 'warning',
            what: `The encoder’s clock is ahead of this server’s by ${latency(-delay)} or more.`,
            todo: 'Set both by NTP (timedatectl): ads start, and latencies are reckoned, by these clocks.',
        }];
    }
    return delay < kFarBehind ? [] : [{
        level: 'warning',
        what: `Pictures are ${latency(delay)} old when they arrive.`,
        todo: 'The uplink sends a backlog, its connection is slow, or the two clocks differ.',
    }];
}
