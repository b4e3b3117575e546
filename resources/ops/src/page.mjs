// SPDX-License-Identifier: GPL-3.0-or-later
import { Dashboard } from './dashboard.mjs';
import { element, Text } from './elements.mjs';
import { History } from './history.mjs';
import { look } from './look.mjs';
import { SignIn } from './sign_in.mjs';
import { token } from './token.mjs';
import { clock, duration } from './words.mjs';

/**
 * @typedef {import('../report.js').Finding} Finding
 * @typedef {import('../report.js').Look} Look
 */

const kEveryMs = 2000;
const kRestartIsToldMs = 10 * 60_000;

/** The page /ops: asks the server every two seconds, and says at once when it does not answer. */
class OpsPage {
    #history = new History();
    #dashboard = new Dashboard();
    #signIn = new SignIn((entered) => this.#enter(entered));
    #state = new Text('state');
    #leave = element('button', 'leave', 'Forget the token');
    #lastReportAt = 0;
    /** @type {number | undefined} */ #restartedAt;
    #round = 0; // of asking; an answer to an earlier one is not wanted any more

    start() {
        document.body.append(
            element('header', 'top', element('h1', '', 'Tallylight ', element('small', '', location.host)),
                this.#state.node, this.#leave),
            element('main', '', this.#signIn.node, this.#dashboard.node));
        this.#leave.addEventListener('click', () => this.#ask(''));
        document.addEventListener('visibilitychange', () => this.#goOn());
        token.read() ? this.#enter(token.read()) : this.#ask('');
    }

    /** @param {string} refusal */
    #ask(refusal) {
        ++this.#round;
        token.forget();
        this.#history.clear();
        this.#view('sign-in');
        this.#state.set('');
        this.#signIn.ask(refusal);
    }

    /** @param {string} entered */
    #enter(entered) {
        token.keep(entered);
        this.#view('dashboard');
        this.#state.set('asking …');
        this.#goOn();
    }

    /** Nobody looks at a page in the background: it asks again when it is seen. */
    #goOn() {
        const round = ++this.#round;
        if (token.read() && !document.hidden) {
            void this.#lookAgain(round);
        }
    }

    /** @param {number} round */
    async #lookAgain(round) {
        const seen = await look(token.read());
        if (round !== this.#round) {
            return;
        }
        this.#take(seen);
        if (token.read()) {
            setTimeout(() => round === this.#round && void this.#lookAgain(round), kEveryMs);
        }
    }

    /** @param {Look} seen */
    #take(seen) {
        switch (seen.kind) {
        case 'unauthorized':
            this.#ask('The server does not know this token. A server with a new data folder has a new one.');
            break;
        case 'gone':
            this.#dashboard.show(this.#history, [this.#absence(seen.why)], true);
            this.#state.set('no answer', 'fault');
            break;
        case 'report':
            this.#lastReportAt = Date.now();
            if (this.#history.add(seen.report)) {
                this.#restartedAt = this.#lastReportAt;
            }
            this.#dashboard.show(this.#history, this.#restart(seen.report), false);
            this.#state.set(`as of ${clock(this.#lastReportAt)}`, 'good');
            break;
        }
    }

    /** @param {string} why @returns {Finding} */
    #absence(why) {
        const since = this.#history.isEmpty ? '' : ` for ${duration((Date.now() - this.#lastReportAt) / 1000)}`;
        const old = this.#history.isEmpty ? '' : ` What stands below is of ${clock(this.#lastReportAt)}.`;
        return {
            level: 'fault', where: 'server',
            what: `The server does not answer${since}: ${why}.${old}`,
            todo: 'On its machine: systemctl status tallylightd, journalctl -u tallylightd -n 50. This page goes on asking.',
        };
    }

    /** @param {import('../report.js').Report} report @returns {Finding[]} */
    #restart({ server }) {
        if (this.#restartedAt === undefined || Date.now() - this.#restartedAt > kRestartIsToldMs) {
            return [];
        }
        return [{
            level: 'note', where: 'server',
            what: `The server started again at ${clock(Date.parse(server.startedAt))}; it counts from there.`,
            todo: 'If nobody did that: journalctl -u tallylightd -n 200',
        }];
    }

    /** @param {'sign-in' | 'dashboard'} which */
    #view(which) {
        this.#signIn.node.hidden = which !== 'sign-in';
        this.#dashboard.node.hidden = which !== 'dashboard';
        this.#leave.hidden = which !== 'dashboard';
    }
}

new OpsPage().start();
