// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/**
 * @typedef {object} Seed
 * @property {string} organization UUID
 * @property {string} campaign UUID
 * @property {string} ingestKey
 */

/**
 * What a show needs in the catalog: an organization, its event, an ingest key and a campaign with one creative.
 * @param {import('./catalog.mjs').Catalog} catalog
 * @param {string} event slug
 * @param {Buffer} creative PNG
 * @returns {Promise<Seed>}
 */
export async function seedCatalog(catalog, event, creative) {
    const organization = await catalog.post('/api/v1/organizations', { name: 'Pier Sports Network' });
    await catalog.post('/api/v1/events', { slug: event, name: 'Harbour Cup, live', organization: organization.id });
    const ingestKey = await createIngestKey(catalog, event);
    const campaign = await catalog.post('/api/v1/campaigns', { organization: organization.id, name: 'Harbour Lager' });
    await catalog.postImage(`/api/v1/campaigns/${campaign.id}/creatives`, creative);
    return { organization: organization.id, campaign: campaign.id, ingestKey };
}

/**
 * @param {import('./catalog.mjs').Catalog} catalog
 * @param {string} event slug
 * @returns {Promise<string>}
 */
export async function createIngestKey(catalog, event) {
    const { key } = await catalog.post(`/api/v1/events/${event}/ingest-keys`, {});
    return key;
}
