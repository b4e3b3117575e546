// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { createHash } from 'node:crypto';

import { readInitSection } from '../media/init_section.mjs';
import { checkHead } from '../rules/http_rules.mjs';

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('../net/client.mjs').Client} Client */
/** @typedef {import('../net/client.mjs').Answer} Answer */
/** @typedef {import('../media/init_section.mjs').InitSection} InitSection */

/** Fetches media, and knows every name that was ever fetched by the digest of its bytes. */
export class Ledger {
    /** @type {Map<string, string>} */
    #digests = new Map();
    /** @type {Map<string, Promise<InitSection | undefined>>} */
    #inits = new Map();

    /**
     * @param {Pick<Client, 'ask'>} client
     * @param {number} targetDuration
     */
    constructor(client, targetDuration) {
        this.client = client;
        this.targetDuration = targetDuration;
    }

    /**
     * @param {Check} check
     * @param {string} url
     * @returns {Promise<Answer | undefined>} undefined: no answer
     */
    async fetch(check, url) {
        const answer = await this.client.ask(url).catch(() => undefined);
        if (answer) {
            checkHead(check, answer, 'media', this.targetDuration);
        }
        if (answer?.status === 200) {
            this.#note(check, url, answer.bytes);
        }
        return answer;
    }

    /**
     * @param {Check} check
     * @param {string} url
     * @returns {Promise<InitSection | undefined>}
     */
    init(check, url) {
        const known = this.#inits.get(url);
        const init = known ?? this.fetch(check, url).then((answer) => {
            try {
                const section = answer?.status === 200 ? readInitSection(answer.bytes) : undefined;
                check('init-section-can-be-read', section?.tracks === 1,
                    () => `${url}: ${answer?.status}, ${section?.tracks} tracks`);
                return section;
            } catch (error) {
                check('init-section-can-be-read', false, () => `${url}: ${/** @type {Error} */ (error).message}`);
                return undefined;
            }
        });
        this.#inits.set(url, init);
        return init;
    }

    /**
     * @param {Check} check
     * @param {string} url
     * @param {Buffer} bytes
     */
    #note(check, url, bytes) {
        const digest = createHash('sha1').update(bytes).digest('hex');
        const before = this.#digests.get(url);
        if (before !== undefined) {
            check('name-keeps-its-bytes', before === digest, () => url);
        }
        this.#digests.set(url, digest);
    }
}
