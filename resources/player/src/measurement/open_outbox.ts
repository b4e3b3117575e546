// SPDX-License-Identifier: Apache-2.0
import type { MeasurementBatch } from '../protocol';
import { beacon, deliverTo, needsBeacon } from './delivery';
import { openIndexedOutbox } from './indexed_outbox';
import { Outbox } from './outbox';
import { holdSession } from './session_lock';

/** The outbox of this page, with what earlier pages have left in it. */
export function openOutbox(server: string, event: string, session: string): Outbox {
    const url = `${server}/api/v1/measurement`;
    holdSession(session);
    const atTheEnd = needsBeacon() ? (batch: MeasurementBatch): void => beacon(url, batch) : undefined;
    return new Outbox({ session, event, deliver: deliverTo(url), beacon: atTheEnd }, openIndexedOutbox(server));
}
