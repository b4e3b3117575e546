// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/**
 * The rules of one module, by id. The id is for ever: reports and MUST.md name it.
 * @typedef {Record<string, [section: string, rule: string]>} RuleTable section: of draft-pantos-hls-rfc8216bis, or where
 *   else the rule is written; rule: what holds, in our own words
 */
export {};
