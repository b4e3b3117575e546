// SPDX-License-Identifier: GPL-3.0-or-later

const kKey = 'tally-admin-token';

/** The admin token, for as long as this tab lives; it stands in no address. */
export const token = {
    read() {
        return sessionStorage.getItem(kKey) ?? '';
    },

    /** @param {string} text */
    keep(text) {
        sessionStorage.setItem(kKey, text);
    },

    forget() {
        sessionStorage.removeItem(kKey);
    },
};
