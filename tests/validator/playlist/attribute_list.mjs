// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/**
 * @typedef {'integer' | 'hexadecimal' | 'decimal' | 'signed' | 'quoted' | 'enumerated' | 'resolution' | 'date'} ValueType
 */

/** @type {Record<ValueType, RegExp>} the types of rfc8216bis §4.2; an attribute value as it stands in the line */
const kSyntax = {
    integer: /^\d{1,20}$/,
    hexadecimal: /^0[xX][0-9A-F]+$/,
    decimal: /^\d+(\.\d+)?$/,
    signed: /^-?\d+(\.\d+)?$/,
    quoted: /^"[^"\r\n]*"$/,
    enumerated: /^[^",\s]+$/,
    resolution: /^\d+x\d+$/,
    date: /^"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?"$/,
};

/**
 * @param {string} value
 * @param {ValueType} type
 */
export function isOfType(value, type) {
    return kSyntax[type].test(value);
}

/**
 * An attribute list of §4.2: `NAME=value,NAME="value"`, with no space anywhere outside of quotes.
 * @param {string} text
 * @returns {{attributes: Map<string, string>, repeated: string[], rest: string}} values as they stand, quotes included;
 *   rest: from the first character on that fits no attribute list, empty when all is well
 */
export function parseAttributeList(text) {
    const attribute = /([A-Z0-9-]+)=("[^"\r\n]*"|[^",\s]+)(,(?=.)|$)/y;
    /** @type {Map<string, string>} */
    const attributes = new Map();
    /** @type {string[]} */
    const repeated = [];
    let end = 0;
    for (let found = attribute.exec(text); found; found = attribute.exec(text)) {
        const [, name, value] = found;
        if (attributes.has(name)) {
            repeated.push(name);
        }
        attributes.set(name, value);
        end = attribute.lastIndex;
        if (end === text.length) {
            break;
        }
    }
    return { attributes, repeated, rest: text.slice(end) };
}

/** @param {string | undefined} value a quoted-string */
export function unquoted(value) {
    return value === undefined ? undefined : value.replace(/^"|"$/g, '');
}
