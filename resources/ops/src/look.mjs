// SPDX-License-Identifier: GPL-3.0-or-later

/** @typedef {import('../report.js').Look} Look */

const kPatienceMs = 5000;

/**
 * Asks the server once.
 * @param {string} token of the administrator
 * @returns {Promise<Look>}
 */
export async function look(token) {
    try {
        const response = await fetch('/api/v1/ops', {
            headers: { authorization: `Bearer ${token}` }, cache: 'no-store', signal: AbortSignal.timeout(kPatienceMs),
        });
        if (response.status === 401 || response.status === 403) {
            return { kind: 'unauthorized' };
        }
        if (!response.ok) {
            return { kind: 'gone', why: `it answers with ${response.status}` };
        }
        return { kind: 'report', report: await response.json() };
    } catch (error) {
        const isLate = error instanceof DOMException && error.name === 'TimeoutError';
        return { kind: 'gone', why: isLate ? `no answer within ${kPatienceMs / 1000} s` : 'no connection' };
    }
}
