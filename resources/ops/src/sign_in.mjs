// SPDX-License-Identifier: GPL-3.0-or-later
import { element } from './elements.mjs';

/** Asks for the admin token. */
export class SignIn {
    #field = element('input', '');
    #refusal = element('p', 'refusal');

    /** @param {(token: string) => void} enter */
    constructor(enter) {
        this.#field.type = 'password';
        this.#field.id = 'token';
        this.#field.autocomplete = 'off';
        this.#field.spellcheck = false;
        this.#field.required = true;
        const label = element('label', '', 'Admin token');
        label.htmlFor = this.#field.id;
        this.#refusal.setAttribute('role', 'alert');
        const form = element('form', 'panel sign-in', element('h2', '', 'What goes on in this server'),
            element('p', '', 'The admin token stands in a file of the server’s data folder:'),
            element('code', '', 'sudo cat /var/lib/tallylight/admin.token'),
            label, this.#field, this.#refusal, element('button', '', 'Show'),
            element('p', 'small', 'Kept for this tab alone, and gone with it.'));
        form.addEventListener('submit', (event) => {
            event.preventDefault();
            enter(this.#field.value.trim());
        });
        this.node = form;
    }

    /** @param {string} refusal why it is asked for again; empty: for the first time */
    ask(refusal) {
        this.#refusal.textContent = refusal;
        this.#field.value = '';
        this.#field.focus();
    }
}
