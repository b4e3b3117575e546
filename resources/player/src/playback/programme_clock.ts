// SPDX-License-Identifier: Apache-2.0
/** What of a segment is needed: media time in seconds, programme date-time in milliseconds of the Unix epoch. */
export interface DatedSegment { start: number; end: number; programDateTime: number | null }

/** The media time of a moment on the programme clock; undefined where no segment has it. */
export function mediaTimeAt(segments: readonly DatedSegment[], programmeMs: number): number | undefined {
    for (const { start, end, programDateTime } of segments) {
        const time = start + (programmeMs - (programDateTime ?? NaN)) / 1000;
        if (time >= start && time < end) {
            return time;
        }
    }
    return undefined;
}
