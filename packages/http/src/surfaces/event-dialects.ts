/** The surfaces in whose format events are delivered: each renders them, and a webhook endpoint names one. */
export const eventDialects = ['native', 'whatsapi', 'cloud-api', 'mobile-gateway', 'waba-portal'] as const
