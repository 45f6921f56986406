/** NOTIFY channel: the account of the payload, its keys or its numbers have changed. A hint; caches also expire. */
export const accountChannel = 'dawk_accounts'
