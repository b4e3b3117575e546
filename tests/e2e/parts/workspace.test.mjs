// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { waitFor } from '../../../resources/demo/lib/wait.mjs';
import { Workspace } from '../../../resources/demo/lib/workspace.mjs';
import { processesMentioning } from '../lib/process_table.mjs';

test('a workspace can be passed through by others and read by none', async () => {
    const workspace = new Workspace();
    assert.equal(statSync(workspace.folder).mode & 0o777, 0o711);
    assert.equal(statSync(workspace.write('key', 'secret')).mode & 0o777, 0o600);
    await workspace.remove();
    assert.ok(!existsSync(workspace.folder));
});

test('kill -9 of its owner removes the workspace and every process that belongs to it', async () => {
    const holder = spawn(process.execPath, [fileURLToPath(new URL('../fixtures/holder.mjs', import.meta.url))], {
        stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = await once(holder.stdout, 'data');
    const { folder, tied } = JSON.parse(line);
    await waitFor('both children run', 5000, () => processesMentioning(folder).length >= 2);
    assert.ok(processesMentioning(folder).some(({ pid }) => pid === tied));
    holder.kill('SIGKILL');
    await waitFor('the folder is gone', 20_000, () => !existsSync(folder));
    assert.deepEqual(processesMentioning(folder), []);
});
