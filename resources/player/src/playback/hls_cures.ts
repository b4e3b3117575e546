// SPDX-License-Identifier: Apache-2.0
import type Hls from 'hls.js';

/**
 * hls.js 1.7.4 takes a segment for done when less than its fragment tracker's padding of 0.2 s is missing: of parts of
 * 200 ms that is the whole last one, which is then never asked for. The member is private: the version is pinned.
 */
export function cureLostLastPart(hls: Hls): void {
    const controller = (hls as unknown as { streamController?: { fragmentTracker?: { bufferPadding?: number } } })
        .streamController;
    if (controller?.fragmentTracker && typeof controller.fragmentTracker.bufferPadding === 'number') {
        controller.fragmentTracker.bufferPadding = 0.02;
    }
}
