// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readOptions } from '../../../resources/demo/lib/options.mjs';

test('without options the demo runs until Ctrl-C on a free port', () => {
    assert.deepEqual(readOptions([]), { seconds: undefined, port: undefined, edge: false });
});

test('options are whole numbers', () => {
    assert.deepEqual(readOptions(['--seconds', '60', '--port', '8080']), { seconds: 60, port: 8080, edge: false });
});

test('the edge is asked for', () => {
    assert.equal(readOptions(['--edge']).edge, true);
});

for (const [argv, sentence] of /** @type {[string[], RegExp][]} */ ([
    [['--seconds', '10'], /--seconds 10: it takes a whole number from 45/],
    [['--seconds', 'x'], /--seconds x/],
    [['--port', '70000'], /from 1 to 65535/],
    [['--nonsense'], /--nonsense.*the options are --seconds N, --port P and --edge/],
    [['word'], /word.*the options are/],
])) {
    test(`${argv.join(' ')} is refused in a sentence`, () => {
        assert.throws(() => readOptions(argv), sentence);
    });
}
