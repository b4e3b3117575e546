// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import {
    checkHead, checkHeadOfGet, checkNotModified, checkRange, checkRangeBehindTheEnd,
} from '../rules/http_rules.mjs';

/** @typedef {import('../net/client.mjs').Answer} Answer */
/** @typedef {import('../playlist/media_playlist.mjs').MediaPlaylist} MediaPlaylist */
/** @typedef {import('./rendition.mjs').RenditionContext} RenditionContext */

/** HEAD, Range and conditional requests of what a GET has shown. */
export class HeadRequests {
    /**
     * @param {RenditionContext} context
     * @param {MediaPlaylist} playlist of a moment ago
     */
    constructor(context, playlist) {
        this.context = context;
        this.playlist = playlist;
    }

    async run() {
        const { url } = this.context;
        await this.#compare(url, { isFixed: false });
        const whole = this.playlist.segments.filter(({ uri, gap }) => uri !== undefined && !gap);
        const last = whole[whole.length - 1];
        for (const uri of [last?.map, last?.uri, last?.parts[0]?.uri]) {
            if (uri !== undefined) {
                const answer = await this.#compare(new URL(uri, url).href, { isFixed: true });
                await this.#ranges(answer);
                await this.#conditions(answer);
            }
        }
    }

    /**
     * @param {string} url
     * @param {{isFixed: boolean}} what
     */
    async #compare(url, what) {
        const get = await this.#ask(url, {});
        const head = await this.context.client.ask(url, { method: 'HEAD' }).catch(() => undefined);
        if (get?.status === 200 && head) {
            checkHead(this.context.check, head, what.isFixed ? 'media' : 'plain', this.playlist.targetDuration);
            checkHeadOfGet(this.context.check, get, head, what);
        }
        return get;
    }

    /** @param {Answer | undefined} whole */
    async #ranges(whole) {
        if (whole?.status !== 200 || whole.headers['accept-ranges'] !== 'bytes') {
            return;
        }
        const { check } = this.context;
        const length = whole.bytes.length;
        for (const [range, [first, last]] of /** @type {[string, [number, number]][]} */ ([
            ['bytes=0-99', [0, 99]], [`bytes=100-${length + 1000}`, [100, length - 1]], ['bytes=10-', [10, length - 1]],
            ['bytes=-50', [length - 50, length - 1]],
        ])) {
            const answer = await this.#ask(whole.url, { range });
            if (answer) {
                checkRange(check, whole, answer, [first, last]);
            }
        }
        const behind = await this.#ask(whole.url, { range: `bytes=${length}-` });
        if (behind) {
            checkRangeBehindTheEnd(check, whole, behind);
        }
    }

    /** @param {Answer | undefined} whole */
    async #conditions(whole) {
        const etag = whole?.headers.etag;
        if (whole?.status === 200 && etag !== undefined) {
            const answer = await this.#ask(whole.url, { 'if-none-match': etag });
            if (answer) {
                checkNotModified(this.context.check, answer);
            }
        }
    }

    /**
     * @param {string} url
     * @param {Record<string, string>} headers
     */
    #ask(url, headers) {
        return this.context.client.ask(url, { headers }).catch(() => undefined);
    }
}
