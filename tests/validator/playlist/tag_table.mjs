// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/** @typedef {import('./attribute_list.mjs').ValueType} ValueType */
/** @typedef {{type: ValueType, required?: boolean, values?: string[]}} AttributeSyntax */
/** @typedef {'basic' | 'either' | 'media' | 'segment' | 'metadata' | 'multivariant'} TagClass §4.4.1 to §4.4.6 */

/**
 * @typedef {object} TagSyntax
 * @property {TagClass} tagClass
 * @property {boolean} [once] at most once a playlist
 * @property {RegExp} [value] of a tag that has a value but no attributes
 * @property {Record<string, AttributeSyntax>} [attributes] a tag with neither has no value at all
 */

/** @type {AttributeSyntax} */ const quoted = { type: 'quoted' };
/** @type {AttributeSyntax} */ const integer = { type: 'integer' };
/** @type {AttributeSyntax} */ const decimal = { type: 'decimal' };
/** @type {AttributeSyntax} */ const date = { type: 'date' };
const yes = oneOf('YES');
const yesOrNo = oneOf('YES', 'NO');

/** @param {string[]} values @returns {AttributeSyntax} */
function oneOf(...values) {
    return { type: 'enumerated', values };
}

/** @param {AttributeSyntax} syntax @returns {AttributeSyntax} */
function required(syntax) {
    return { ...syntax, required: true };
}

const kVariantAttributes = {
    'BANDWIDTH': required(integer), 'AVERAGE-BANDWIDTH': integer, 'SCORE': decimal, 'CODECS': quoted,
    'SUPPLEMENTAL-CODECS': quoted, 'RESOLUTION': /** @type {AttributeSyntax} */ ({ type: 'resolution' }),
    'HDCP-LEVEL': oneOf('TYPE-0', 'TYPE-1', 'NONE'), 'ALLOWED-CPC': quoted, 'VIDEO-RANGE': oneOf('SDR', 'HLG', 'PQ'),
    'REQ-VIDEO-LAYOUT': quoted, 'STABLE-VARIANT-ID': quoted, 'VIDEO': quoted, 'PATHWAY-ID': quoted,
};

/**
 * Every tag of rfc8216bis §4.4 that a server of ours may write. Encryption, byte ranges, definitions, content steering
 * and session data are left out: a playlist that has them is none of ours, and the reader says so.
 * @type {Record<string, TagSyntax>}
 */
export const kTags = {
    'EXTM3U': { tagClass: 'basic', once: true },
    'EXT-X-VERSION': { tagClass: 'basic', once: true, value: /^\d+$/ },
    'EXT-X-INDEPENDENT-SEGMENTS': { tagClass: 'either', once: true },
    'EXT-X-START': {
        tagClass: 'either', once: true,
        attributes: { 'TIME-OFFSET': required({ type: 'signed' }), 'PRECISE': yesOrNo },
    },
    'EXT-X-TARGETDURATION': { tagClass: 'media', once: true, value: /^[1-9]\d*$/ },
    'EXT-X-MEDIA-SEQUENCE': { tagClass: 'media', once: true, value: /^\d+$/ },
    'EXT-X-DISCONTINUITY-SEQUENCE': { tagClass: 'media', once: true, value: /^\d+$/ },
    'EXT-X-ENDLIST': { tagClass: 'media', once: true },
    'EXT-X-PLAYLIST-TYPE': { tagClass: 'media', once: true, value: /^(EVENT|VOD)$/ },
    'EXT-X-I-FRAMES-ONLY': { tagClass: 'media', once: true },
    'EXT-X-PART-INF': { tagClass: 'media', once: true, attributes: { 'PART-TARGET': required(decimal) } },
    'EXT-X-SERVER-CONTROL': {
        tagClass: 'media', once: true,
        attributes: {
            'CAN-SKIP-UNTIL': decimal, 'CAN-SKIP-DATERANGES': yes, 'HOLD-BACK': decimal, 'PART-HOLD-BACK': decimal,
            'CAN-BLOCK-RELOAD': yes,
        },
    },
    'EXTINF': { tagClass: 'segment', value: /^\d+(\.\d+)?,.*$/ },
    'EXT-X-DISCONTINUITY': { tagClass: 'segment' },
    'EXT-X-MAP': { tagClass: 'segment', attributes: { URI: required(quoted), BYTERANGE: quoted } },
    'EXT-X-PROGRAM-DATE-TIME': {
        tagClass: 'segment', value: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,}(Z|[+-]\d\d:\d\d)$/,
    },
    'EXT-X-GAP': { tagClass: 'segment' },
    'EXT-X-BITRATE': { tagClass: 'segment', value: /^\d+$/ },
    'EXT-X-PART': {
        tagClass: 'segment',
        attributes: {
            URI: required(quoted), DURATION: required(decimal), INDEPENDENT: yes, BYTERANGE: quoted, GAP: yes,
        },
    },
    'EXT-X-DATERANGE': {
        tagClass: 'metadata',
        attributes: {
            'ID': required(quoted), 'CLASS': quoted, 'START-DATE': date, 'CUE': quoted, 'END-DATE': date,
            'DURATION': decimal, 'PLANNED-DURATION': decimal, 'SCTE35-CMD': { type: 'hexadecimal' },
            'SCTE35-OUT': { type: 'hexadecimal' }, 'SCTE35-IN': { type: 'hexadecimal' }, 'END-ON-NEXT': yes,
        },
    },
    'EXT-X-SKIP': {
        tagClass: 'metadata', once: true,
        attributes: { 'SKIPPED-SEGMENTS': required(integer), 'RECENTLY-REMOVED-DATERANGES': quoted },
    },
    'EXT-X-PRELOAD-HINT': {
        tagClass: 'metadata',
        attributes: {
            'TYPE': required(oneOf('PART', 'MAP')), 'URI': required(quoted), 'BYTERANGE-START': integer,
            'BYTERANGE-LENGTH': integer,
        },
    },
    'EXT-X-RENDITION-REPORT': {
        tagClass: 'metadata',
        attributes: { 'URI': required(quoted), 'LAST-MSN': required(integer), 'LAST-PART': integer },
    },
    'EXT-X-MEDIA': {
        tagClass: 'multivariant',
        attributes: {
            'TYPE': required(oneOf('AUDIO', 'VIDEO', 'SUBTITLES', 'CLOSED-CAPTIONS')), 'URI': quoted,
            'GROUP-ID': required(quoted), 'NAME': required(quoted), 'LANGUAGE': quoted, 'ASSOC-LANGUAGE': quoted,
            'STABLE-RENDITION-ID': quoted, 'DEFAULT': yesOrNo, 'AUTOSELECT': yesOrNo, 'FORCED': yesOrNo,
            'INSTREAM-ID': quoted, 'BIT-DEPTH': integer, 'SAMPLE-RATE': integer, 'CHARACTERISTICS': quoted,
            'CHANNELS': quoted,
        },
    },
    'EXT-X-STREAM-INF': {
        tagClass: 'multivariant',
        attributes: {
            ...kVariantAttributes, 'FRAME-RATE': decimal, 'AUDIO': quoted, 'SUBTITLES': quoted,
            'CLOSED-CAPTIONS': { type: 'enumerated', values: ['NONE'] },
        },
    },
    'EXT-X-I-FRAME-STREAM-INF': {
        tagClass: 'multivariant', attributes: { ...kVariantAttributes, URI: required(quoted) },
    },
};

/** Attributes of date ranges that others define: `X-COM-EXAMPLE-…`, of any of three types (§4.4.5.1). */
export const kExtensionAttribute = /^X-[A-Z0-9-]+$/;
export const kExtensionTypes = /** @type {ValueType[]} */ (['quoted', 'hexadecimal', 'signed']);
