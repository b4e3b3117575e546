// SPDX-License-Identifier: Apache-2.0
import type { MeasurementBatch, MeasurementReceipt } from '../protocol';

/** acknowledged: durable at the server · refused: it will never be taken · unreachable: it is worth trying again. */
export type Delivered = { outcome: 'acknowledged'; through: number } | { outcome: 'refused' | 'unreachable' };

export type Deliver = (batch: MeasurementBatch) => Promise<Delivered>;

const kTimeoutMs = 20_000;
const kNeverTaken = [400, 413, 422];

/** Posts batches; a request under way outlives the page. */
export function deliverTo(url: string): Deliver {
    return async (batch) => {
        try {
            const response = await fetch(url, {
                method: 'POST',
                headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify(batch),
                keepalive: true,
                signal: AbortSignal.timeout(kTimeoutMs),
            });
            if (response.ok) {
                const { through } = (await response.json()) as MeasurementReceipt;
                return { outcome: 'acknowledged', through };
            }
            if (kNeverTaken.includes(response.status)) {
                console.warn(`tally-player: ${batch.events.length} measured events were refused:`, await response.text());
                return { outcome: 'refused' };
            }
        } catch {
            // no network, or no answer in time
        }
        return { outcome: 'unreachable' };
    };
}

/** For browsers that cannot fetch beyond the end of the page; nobody learns whether it came through. */
export const needsBeacon = (): boolean => typeof Request !== 'undefined' && !('keepalive' in Request.prototype);

export function beacon(url: string, batch: MeasurementBatch): void {
    navigator.sendBeacon(url, new Blob([JSON.stringify(batch)], { type: 'application/json' }));
}
