// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { textOf } from '../net/client.mjs';
import { edgeOf, readMediaPlaylist } from '../playlist/media_playlist.mjs';
import { checkHead } from '../rules/http_rules.mjs';
import { checkAnswer, checkReload, checkSegmentReload } from '../rules/reload_rules.mjs';

/** @typedef {import('../net/client.mjs').Answer} Answer */
/** @typedef {import('../playlist/media_playlist.mjs').MediaPlaylist} MediaPlaylist */
/** @typedef {import('./rendition.mjs').RenditionContext} RenditionContext */

const kFarAway = 50; // segments and parts that are beyond every limit

/** What players rarely ask for, and caches and attackers do: each answered as rfc8216bis §6.2.5 and §6.2.6 say. */
export class OddRequests {
    /**
     * @param {RenditionContext} context
     * @param {MediaPlaylist} playlist of a moment ago
     */
    constructor(context, playlist) {
        this.context = context;
        this.playlist = playlist;
        this.atOnceMs = 500 * playlist.targetDuration;
        this.heldMs = 3500 * playlist.targetDuration;
    }

    async run() {
        if (this.playlist.ended) {
            await this.#expect('directives-are-ignored-after-the-end',
                `_HLS_msn=${this.#edge.msn + kFarAway}&_HLS_part=0&_HLS_skip=YES`, 200);
            return;
        }
        await this.#refusals();
        await this.#stale();
        await this.#beyondTheEnd();
        await this.#unknownPart();
    }

    get #edge() {
        return edgeOf(this.playlist);
    }

    async #refusals() {
        const { msn, part } = this.#edge;
        const limit = Math.ceil(3 / Math.min(1, this.playlist.partTarget ?? 1));
        await this.#expect('part-without-segment-is-refused', '_HLS_part=0', 400);
        await this.#expect('malformed-directive-is-refused', '_HLS_msn=x', 400);
        await this.#expect('malformed-directive-is-refused', `_HLS_msn=${msn}&_HLS_part=-1`, 400);
        await this.#expect('far-segment-is-refused', `_HLS_msn=${msn + kFarAway}`, 400);
        await this.#expect('far-segment-is-refused', `_HLS_msn=${msn + kFarAway}&_HLS_part=0`, 400);
        await this.#expect('far-part-is-refused', `_HLS_msn=${msn + 2}&_HLS_part=${part + limit + kFarAway}`, 400);
        await this.#expect('other-parameters-are-ignored', 'x=1', 200);
    }

    async #stale() {
        const { check } = this.context;
        const first = this.playlist.mediaSequence;
        for (const query of [`_HLS_msn=${first}`, `_HLS_msn=${first}&_HLS_part=0`, '_HLS_msn=0&_HLS_part=0']) {
            const answer = await this.#expect('stale-reload-gets-the-whole', query, 200);
            const segments = answer?.status === 200 ? readMediaPlaylist(check, textOf(answer)).segments : [];
            check('stale-reload-gets-the-whole', segments.length >= this.playlist.segments.length - 2,
                () => `${query}: ${segments.length} segments`);
        }
    }

    async #beyondTheEnd() {
        const { check } = this.context;
        const { msn, part } = this.#edge;
        const whole = this.playlist.segments.filter(({ uri, parts }) => uri !== undefined
            && parts.length > 0).slice(0, -1).pop();
        if (whole) {
            await this.#expect('past-the-end-is-the-next-segment',
                `_HLS_msn=${whole.msn}&_HLS_part=${whole.parts.length + 3}`, 200);
        }
        const ahead = await this.#ask(`_HLS_msn=${msn}&_HLS_part=${part + 3}`);
        if (ahead?.status === 200) {
            const playlist = readMediaPlaylist(check, textOf(ahead));
            const ended = playlist.segments.some((segment) => segment.msn > msn);
            checkReload(check, ended ? { msn: msn + 1, part: 0 } : { msn, part: part + 3 }, playlist);
        }
        const segment = await this.#ask(`_HLS_msn=${msn + 1}`);
        if (segment?.status === 200) {
            checkSegmentReload(check, msn + 1, readMediaPlaylist(check, textOf(segment)));
        }
    }

    async #unknownPart() {
        const { check, client, url } = this.context;
        const hint = this.playlist.hints.find(({ type }) => type === 'PART')?.uri ?? '';
        const unknown = hint.replace(/\d+/, (msn) => String(Number(msn) + kFarAway));
        const answer = await client.ask(new URL(unknown, url).href).catch(() => undefined);
        if (answer) {
            checkAnswer(check, 'unknown-part-is-not-found', answer, { status: 404, withinMs: this.atOnceMs });
            checkHead(check, answer, 'media', this.playlist.targetDuration);
        }
    }

    /**
     * @param {string} id of the rule
     * @param {string} query
     * @param {number} status
     */
    async #expect(id, query, status) {
        const answer = await this.#ask(query);
        if (answer) {
            checkAnswer(this.context.check, id, answer, { status, withinMs: this.atOnceMs });
            const kind = query.includes('_HLS_msn') ? 'blocking' : 'plain';
            checkHead(this.context.check, answer, kind, this.playlist.targetDuration);
        }
        return answer;
    }

    /** @param {string} query @returns {Promise<Answer | undefined>} */
    #ask(query) {
        return this.context.client.ask(`${this.context.url}?${query}`,
            { timeoutMs: this.heldMs }).catch(() => undefined);
    }
}
