// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/** What went wrong in a sentence for the person at the terminal: printed without a stack. Any other error is a bug. */
export class Failure extends Error {}
