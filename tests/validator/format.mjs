// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { kRules } from './rules/rules.mjs';

/** @typedef {import('./report.mjs').Report} Report */

/** @param {Report} report @returns {string} for people: one line a rule, what was breached with its evidence */
export function formatReport(report) {
    const lines = [...kRules].map(([id, { section, rule }]) => {
        const checked = report.checked.get(id) ?? 0;
        const breach = report.breached.get(id);
        const verdict = breach ? 'BREACHED' : checked > 0 ? 'ok' : '-';
        const count = breach ? `${breach.count} of ${checked}` : String(checked);
        const head = `${verdict.padEnd(8)} ${count.padStart(12)}  ${id.padEnd(40)} ${section.padEnd(20)} ${rule}`;
        return [head, ...(breach?.evidence ?? []).map((evidence) => `${' '.repeat(23)}${evidence}`)].join('\n');
    });
    return `${lines.join('\n')}\n${summaryOf(report)}\n`;
}

/** @param {Report} report */
export function formatJson(report) {
    const rules = [...kRules].map(([id, { section, rule }]) => {
        const breach = report.breached.get(id);
        return { id, section, rule, checked: report.checked.get(id) ?? 0, breached: breach?.count ?? 0,
            evidence: breach?.evidence ?? [] };
    });
    return `${JSON.stringify({ ok: report.breaches.length === 0, rules }, undefined, 2)}\n`;
}

/** @param {Report} report */
export function summaryOf(report) {
    const checks = [...report.checked.values()].reduce((sum, count) => sum + count, 0);
    const breached = report.breaches.map(({ id }) => id);
    return `${checks} checks of ${report.checked.size} rules out of ${kRules.size}; ` +
        `breached: ${breached.join(', ') || 'none'}`;
}
