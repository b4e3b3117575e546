// SPDX-License-Identifier: Apache-2.0
import { cueTimes } from '../cues/timing';
import type { Cue } from '../protocol';

const kOnTimeMs = 1500; // after its start a cue still begins as if on time
const kLeastOpenMs = 2000; // a viewable impression (MRC): with less left, coming in is only a disturbance

export type Entrance = 'onTime' | 'late' | 'none';

/**
 * How a viewer whose picture has come to `programmeMs` enters a cue that is not on his screen. `timeShifted`: he has
 * left the live picture by his own will. A viewer who is late by his connection is not: he sees the ad on the same
 * picture as everybody.
 */
export function entranceTo(cue: Cue, programmeMs: number, timeShifted: boolean): Entrance {
    if (timeShifted && cue.rewind === 'hide') {
        return 'none';
    }
    const { start, leave } = cueTimes(cue);
    if (programmeMs - start <= kOnTimeMs) {
        return 'onTime';
    }
    return cue.late === 'join' && leave - programmeMs >= kLeastOpenMs ? 'late' : 'none';
}
