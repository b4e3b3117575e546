// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { unquoted } from './attribute_list.mjs';
import { at, readLines } from './lines.mjs';

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('./lines.mjs').Line} Line */

/**
 * @typedef {object} Variant
 * @property {string} uri
 * @property {number} bandwidth bits a second
 * @property {number | undefined} averageBandwidth
 * @property {string[] | undefined} codecs
 * @property {{width: number, height: number} | undefined} resolution
 * @property {number | undefined} frameRate
 * @property {string | undefined} audio GROUP-ID
 */

/**
 * @typedef {object} Media
 * @property {string} type
 * @property {string} group
 * @property {string} name
 * @property {string | undefined} uri
 * @property {boolean} isDefault
 * @property {boolean} autoselect
 * @property {number | undefined} channels
 */

/**
 * @typedef {object} MultivariantPlaylist
 * @property {string} text
 * @property {Variant[]} variants
 * @property {Media[]} media
 * @property {boolean} independentSegments
 * @property {Set<string>} tags that occur
 */

/** @type {import('../rules/rule.mjs').RuleTable} */
export const kMultivariantReaderRules = {
    'variant-has-uri': ['4.4.6.2', 'the line behind EXT-X-STREAM-INF is a URI, and no other line is one'],
};

/**
 * @param {Check} check
 * @param {string} text
 * @returns {MultivariantPlaylist}
 */
export function readMultivariantPlaylist(check, text) {
    const lines = readLines(check, text, 'multivariant');
    /** @type {Variant[]} */
    const variants = [];
    lines.forEach((line, index) => {
        const next = lines[index + 1];
        if (line.tag === 'EXT-X-STREAM-INF' && check('variant-has-uri', next?.tag === '',
            () => at(line.number, line.text))) {
            variants.push(variantOf(line, next.text));
        }
        if (line.tag === '') {
            check('variant-has-uri', lines[index - 1]?.tag === 'EXT-X-STREAM-INF', () => at(line.number, line.text));
        }
    });
    return {
        text,
        variants,
        media: lines.filter(({ tag }) => tag === 'EXT-X-MEDIA').map(mediaOf),
        independentSegments: lines.some(({ tag }) => tag === 'EXT-X-INDEPENDENT-SEGMENTS'),
        tags: new Set(lines.map(({ tag }) => tag)),
    };
}

/**
 * @param {Line} line
 * @param {string} uri
 * @returns {Variant}
 */
function variantOf({ attributes }, uri) {
    const [width, height] = (attributes.get('RESOLUTION') ?? '').split('x').map(Number);
    return {
        uri,
        bandwidth: Number(attributes.get('BANDWIDTH') ?? NaN),
        averageBandwidth: numberOf(attributes.get('AVERAGE-BANDWIDTH')),
        codecs: unquoted(attributes.get('CODECS'))?.split(','),
        resolution: height ? { width, height } : undefined,
        frameRate: numberOf(attributes.get('FRAME-RATE')),
        audio: unquoted(attributes.get('AUDIO')),
    };
}

/** @param {Line} line @returns {Media} */
function mediaOf({ attributes }) {
    return {
        type: attributes.get('TYPE') ?? '',
        group: unquoted(attributes.get('GROUP-ID')) ?? '',
        name: unquoted(attributes.get('NAME')) ?? '',
        uri: unquoted(attributes.get('URI')),
        isDefault: attributes.get('DEFAULT') === 'YES',
        autoselect: attributes.get('AUTOSELECT') === 'YES',
        channels: numberOf(unquoted(attributes.get('CHANNELS'))?.split('/')[0]),
    };
}

/** @param {string | undefined} text */
function numberOf(text) {
    return text === undefined ? undefined : Number(text);
}
