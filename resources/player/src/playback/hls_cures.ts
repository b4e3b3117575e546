// SPDX-License-Identifier: Apache-2.0
import Hls, { type Fragment, type HlsConfig, type Part } from 'hls.js';

// What hls.js 1.7.4 does wrong with parts of 200 ms. All of it lies in private members: the version is pinned, and
// tests/player/hls_cures.test.ts forces each fault.

/** A segment as the fragment tracker keeps it: `loaded` is what came of it as a whole, null while it comes in parts. */
interface TrackedSegment {
    buffered: boolean;
    loaded: object | null;
}

interface FragmentTracker {
    bufferPadding: number;
    fragments: Record<string, TrackedSegment>;
    detectEvictedFragments(...what: unknown[]): void;
}

type PartChooser = new (...created: never[]) => {
    getNextPart(parts: Part[], segment: Fragment, position: number): number;
};

const kBufferPaddingSeconds = 0.02; // a rounding error, not a part
const kInParts = {};

// The last part of a segment is passed over when it and the next segment's first come in one update of the playlist.
function withEachPart(Base: PartChooser): PartChooser {
    return class extends Base {
        override getNextPart(parts: Part[], segment: Fragment, position: number): number {
            const next = super.getNextPart(parts, segment, position);
            const [before, skipped] = [parts[next - 2], parts[next - 1]];
            return before?.loaded && skipped && !skipped.loaded && !skipped.gap ? next - 1 : next;
        }
    };
}

/** The part of the configuration that lets no part be passed over. */
export function curedControllers(): Partial<HlsConfig> {
    const { streamController, audioStreamController } = Hls.DefaultConfig as unknown as {
        [name in 'streamController' | 'audioStreamController']: PartChooser;
    };
    return {
        streamController: withEachPart(streamController),
        audioStreamController: withEachPart(audioStreamController),
    } as unknown as Partial<HlsConfig>;
}

/**
 * A segment counts as done when less than the tracker's padding is missing, by default 0.2 s: a whole part. And one
 * whose next part is being appended is forgotten when old media is removed at that moment: its parts count as not
 * loaded, the player waits for them for ever, and the picture stands still until it is reset, 0.5 s later.
 */
export function cureFragmentTracker(hls: Hls): void {
    const tracker = (hls as unknown as { streamController?: { fragmentTracker?: FragmentTracker } }).streamController
        ?.fragmentTracker;
    if (!tracker || tracker.bufferPadding === kBufferPaddingSeconds) {
        return;
    }
    tracker.bufferPadding = kBufferPaddingSeconds;
    const detect = tracker.detectEvictedFragments.bind(tracker);
    tracker.detectEvictedFragments = (...what) => {
        const inParts = Object.values(tracker.fragments).filter(({ buffered, loaded }) => !buffered && !loaded);
        inParts.forEach((segment) => (segment.loaded = kInParts)); // what is loaded and not yet buffered is left alone
        detect(...what);
        inParts.forEach((segment) => (segment.loaded = null));
    };
}
