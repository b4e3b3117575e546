// SPDX-License-Identifier: Apache-2.0
import type { MeasurementBatch, MeasurementEvent } from '../protocol';

/**
 * Where unacknowledged events outlive the page, one entry an event. Nothing here throws or rejects: what cannot be kept
 * is still in the memory of the outbox.
 */
export interface OutboxStore {
    keep(session: string, eventSlug: string, event: MeasurementEvent): Promise<void>;
    forget(session: string, sequences: number[]): Promise<void>;
    /** What other sessions have left, or have not sent yet: one batch a session. */
    leftBy(others: { than: string }): Promise<MeasurementBatch[]>;
}

/** A browser that keeps nothing. */
export const kNoStore: OutboxStore = {
    keep: async () => undefined,
    forget: async () => undefined,
    leftBy: async () => [],
};
