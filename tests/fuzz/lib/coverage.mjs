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
    const report = JSON.parse(await outputOf('llvm-cov',
        ['export', '-summary-only', programOf(target), `-instr-profile=${merged}`]));
    /** @type {{ filename: string, summary: { lines: { count: number, covered: number } } }[]} */
    const files = report.data[0].files;
    const counted = files.filter(({ filename }) => target.parsers.includes(path.relative(kRoot, filename)))
        .map(({ summary }) => summary.lines);
    if (counted.length < target.parsers.length) {
        throw new Error(`a parser of ${target.name} is not in its program: see tests/fuzz/lib/targets.mjs`);
    }
    return 100 * sum(counted.map(({ covered }) => covered)) / sum(counted.map(({ count }) => count));
}

/** @param {number[]} numbers */
function sum(numbers) {
    return numbers.reduce((total, number) => total + number, 0);
}
