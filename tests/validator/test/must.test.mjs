// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { kRules } from '../rules/rules.mjs';

const kTests = fileURLToPath(new URL('../../', import.meta.url));

/** @returns {string[]} every CMakeLists.txt below a folder */
function lists(/** @type {string} */ folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        const isList = entry.name === 'CMakeLists.txt';
        return entry.isDirectory() && entry.name !== 'node_modules' ? lists(path) : isList ? [path] : [];
    });
}

/** @returns {Map<string, string>} the source of each CTest, as text */
function sources() {
    const found = new Map();
    for (const list of lists(kTests)) {
        for (const [, name, files] of readFileSync(list, 'utf8').matchAll(/tally_test\((\w+)\s+SOURCES\s+([^)]*)\)/g)) {
            const cpp = files.split(/\s+/).filter((file) => file.endsWith('.cpp'));
            found.set(name, cpp.map((file) => readFileSync(join(dirname(list), file), 'utf8')).join('\n'));
        }
    }
    return found;
}

/** @returns {{demand: string, shownBy: string}[]} the rows of MUST.md */
function rows() {
    const text = readFileSync(new URL('../MUST.md', import.meta.url), 'utf8');
    return [...text.matchAll(/^\| (?:\d|B\.)[^|]*\| ([^|]+) \| ([^|]+) \|$/gm)].map(([, demand, shownBy]) => ({ demand,
        shownBy }));
}

test('every demand of the draft has a test, or a reason why it does not apply', () => {
    assert.ok(rows().length > 100, `${rows().length} rows`);
    for (const { demand, shownBy } of rows()) {
        assert.match(shownBy, /`[\w:-]+`|does not apply: \S+/, demand);
    }
});

test('every test that is named there exists', () => {
    const functions = sources();
    for (const { demand, shownBy } of rows()) {
        for (const [, name] of shownBy.matchAll(/`([^`]+)`/g)) {
            const [program, member] = name.split('::');
            const exists = member ? new RegExp(`void ${member}\\(`).test(functions.get(program) ?? '') : kRules.has(name);
            assert.ok(exists, `${name}, for: ${demand}`);
        }
    }
});
