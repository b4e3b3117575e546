// SPDX-License-Identifier: Apache-2.0
// Web Locks tell a tab that has gone from one that is open. They are there in secure contexts alone; without them a tab
// may send what another one is about to send, which the server ignores.
const lockOf = (session: string): string => `tally-outbox ${session}`;

/** This page has the session until it ends. */
export function holdSession(session: string): void {
    void navigator.locks?.request(lockOf(session), () => new Promise<void>(() => undefined));
}

/** Does `work` where the page of the session has gone, and no other page is at the same work. */
export async function ofGoneSession(session: string, work: () => Promise<void>): Promise<void> {
    if (!globalThis.navigator?.locks) {
        return work();
    }
    await navigator.locks.request(lockOf(session), { ifAvailable: true }, async (lock) => {
        if (lock) {
            await work();
        }
    });
}
