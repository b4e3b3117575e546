// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import path from 'node:path';
import { corpusOf, fuzz, kBuild, kRoot, outputOf, programOf, seedsOf } from './workshop.mjs';

/** @typedef {import('./targets.mjs').Target} Target */

/**
 * The share of the parsers' lines that the corpus reaches, in per cent: what was found once is run once more, counted.
 * @param {Target} target
 */
export async function lineCoverage(target) {
    const raw = path.join(kBuild, 'coverage', `${target.name}.profraw`);
    const merged = path.join(kBuild, 'coverage', `${target.name}.profdata`);
    const code = await fuzz(target, ['-runs=0', corpusOf(target), ...seedsOf(target)],
        path.join(kBuild, 'coverage', `${target.name}.log`), raw);
    if (code !== 0) {
        return NaN; // a finding among the seeds
    }
    await outputOf('llvm-profdata', ['merge', '-sparse', raw, '-o', merged]);
    const files = target.parsers.map((file) => path.join(kRoot, file));
    const report = JSON.parse(await outputOf('llvm-cov',
        ['export', '-summary-only', programOf(target), `-instr-profile=${merged}`, ...files]));
    return report.data[0].totals.lines.percent;
}
