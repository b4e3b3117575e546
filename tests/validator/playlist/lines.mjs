// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { isOfType, parseAttributeList } from './attribute_list.mjs';
import { kExtensionAttribute, kExtensionTypes, kTags } from './tag_table.mjs';

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('./tag_table.mjs').AttributeSyntax} AttributeSyntax */
/** @typedef {'media' | 'multivariant'} PlaylistKind */

/**
 * @typedef {object} Line
 * @property {number} number from 1
 * @property {string} text
 * @property {string} tag its name, empty for a URI
 * @property {string} value behind the colon
 * @property {Map<string, string>} attributes as they stand, quotes included
 */

/** @type {import('../rules/rule.mjs').RuleTable} */
export const kLineRules = {
    'text-is-utf8': ['4.1', 'a playlist is UTF-8 without a byte order mark and without control characters'],
    'text-has-no-stray-space': ['4.1', 'no white space around a tag or a URI'],
    'extm3u-is-first': ['4.4.1.1', 'the first line is EXTM3U'],
    'tag-is-known': ['4.4', 'every tag is one of the draft that our server may write'],
    'tag-is-in-its-playlist': ['4.4.3, 4.4.4, 4.4.6',
        'tags of media playlists and of multivariant playlists do not mix'],
    'tag-is-there-once': ['4.4.1.2, 4.4.2, 4.4.3, 4.4.5', 'what describes the whole playlist is said once'],
    'tag-value-is-well-formed': ['4.4',
        'the value behind a tag\'s colon has its form, and is there only where a tag has one'],
    'attribute-list-is-well-formed': ['4.2', 'NAME=value pairs with commas between, no space, nothing left over'],
    'attribute-is-there-once': ['4.2', 'no attribute stands twice in one list'],
    'attribute-is-known': ['4.4', 'every attribute is one that its tag has'],
    'attribute-has-its-type': ['4.2',
        'every value is of its attribute\'s type, every enumerated one in its enumeration'],
    'attribute-is-there': ['4.4', 'no required attribute is missing'],
};

// eslint-disable-next-line no-control-regex
const kControl = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufffd]/;

/**
 * Splits a playlist into tags and URIs and looks at each by itself.
 * @param {Check} check
 * @param {string} text
 * @param {PlaylistKind} kind what the playlist has to be
 * @returns {Line[]} tags that are known and URIs, in order
 */
export function readLines(check, text, kind) {
    check('text-is-utf8', !kControl.test(text), () => `a character that may not be there, at ${text.search(kControl)}`);
    check('extm3u-is-first', /^#EXTM3U(\r?\n|$)/.test(text), () => quote(text.slice(0, 20)));
    /** @type {Map<string, number>} */
    const seen = new Map();
    /** @type {Line[]} */
    const lines = [];
    text.split(/\r?\n/).forEach((content, index) => {
        const line = readLine(check, content, index + 1);
        if (line && (line.tag === '' || isInPlace(check, line, kind, seen))) {
            lines.push(line);
        }
    });
    return lines;
}

/**
 * @param {Check} check
 * @param {string} text
 * @param {number} number
 * @returns {Line | undefined} comments and blank lines are none
 */
function readLine(check, text, number) {
    if (text.trim() === '' || (text.startsWith('#') && !text.startsWith('#EXT'))) {
        return undefined;
    }
    check('text-has-no-stray-space', text === text.trim(), () => at(number, text));
    const [, tag = '', colon = '', value = ''] = /^#(EXT[^:]*)(:?)(.*)$/.exec(text) ?? [];
    const line = { number, text, tag, value, attributes: new Map() };
    if (tag === '') {
        return line;
    }
    if (!check('tag-is-known', tag in kTags, () => at(number, text))) {
        return undefined;
    }
    readValue(check, line, colon !== '');
    return line;
}

/**
 * @param {Check} check
 * @param {Line} line
 * @param {boolean} hasValue
 */
function readValue(check, line, hasValue) {
    const { value, attributes } = kTags[line.tag];
    const wellFormed = attributes ? hasValue : value ? hasValue && value.test(line.value) : !hasValue;
    check('tag-value-is-well-formed', wellFormed, () => at(line.number, line.text));
    if (attributes) {
        readAttributes(check, line, attributes);
    }
}

/**
 * @param {Check} check
 * @param {Line} line gets its attributes
 * @param {Record<string, AttributeSyntax>} syntax
 */
function readAttributes(check, line, syntax) {
    const { attributes, repeated, rest } = parseAttributeList(line.value);
    line.attributes = attributes;
    const where = () => at(line.number, line.text);
    check('attribute-list-is-well-formed', rest === '' && attributes.size > 0, where);
    check('attribute-is-there-once', repeated.length === 0, where);
    for (const [name, value] of attributes) {
        const isExtension = line.tag === 'EXT-X-DATERANGE' && kExtensionAttribute.test(name);
        if (check('attribute-is-known', name in syntax || isExtension, () => `${name} in ${where()}`)) {
            check('attribute-has-its-type', fits(value, syntax[name]), () => `${name} in ${where()}`);
        }
    }
    for (const [name, { required }] of Object.entries(syntax)) {
        check('attribute-is-there', !required || attributes.has(name), () => `${name} in ${where()}`);
    }
}

/**
 * @param {string} value
 * @param {AttributeSyntax | undefined} syntax undefined: an extension
 */
function fits(value, syntax) {
    if (!syntax) {
        return kExtensionTypes.some((type) => isOfType(value, type));
    }
    const isInEnumeration = !syntax.values || syntax.values.includes(value);
    // §4.4.6.2: a group, or the word NONE
    const isGroup = syntax.values?.join() === 'NONE' && isOfType(value, 'quoted');
    return isGroup || (isOfType(value, syntax.type) && isInEnumeration);
}

/**
 * @param {Check} check
 * @param {Line} line
 * @param {PlaylistKind} kind
 * @param {Map<string, number>} seen line numbers of the tags so far
 */
function isInPlace(check, line, kind, seen) {
    const { tagClass, once } = kTags[line.tag];
    const isOfMultivariant = tagClass === 'multivariant';
    const isOfMedia = tagClass === 'media' || tagClass === 'segment' || tagClass === 'metadata';
    const fitsPlaylist = kind === 'media' ? !isOfMultivariant : !isOfMedia;
    if (once) {
        check('tag-is-there-once', !seen.has(line.tag),
            () => `${at(line.number, line.text)}, first in line ${seen.get(line.tag)}`);
    }
    seen.set(line.tag, line.number);
    return check('tag-is-in-its-playlist', fitsPlaylist, () => at(line.number, line.text));
}

/**
 * @param {number} number
 * @param {string} text
 */
export function at(number, text) {
    return `line ${number} ${quote(text)}`;
}

/** @param {string} text */
export function quote(text) {
    return JSON.stringify(text.length > 160 ? `${text.slice(0, 160)}…` : text);
}
