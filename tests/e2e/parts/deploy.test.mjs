// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { adapted, findProgram } from '../../../resources/demo/lib/deploy.mjs';
import { Failure } from '../../../resources/demo/lib/failure.mjs';

test('a program that is not installed is named, with what installs it', () => {
    assert.throws(() => findProgram('varnishd-of-nobody', 'varnish'),
        (error) => error instanceof Failure && /varnishd-of-nobody is missing: \.\/tally setup/.test(error.message));
});

test('a replacement that fits nothing any more is a bug', () => {
    assert.throws(() => adapted('varnish/tallylight.vcl', { 'backend nowhere': 'x' }), /does not say "backend nowhere"/);
});
