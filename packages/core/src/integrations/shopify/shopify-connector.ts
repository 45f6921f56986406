import type { Connector } from '../connections/connector.ts'
import type { EventMapping } from '../sources/event-source.ts'
import { hintOfTopic, orderMapping } from './shopify-events.ts'
import { createShopifySession } from './shopify-session.ts'

/** https://shopify.dev/docs/apps/build/authentication-authorization */
const shopName = /^[a-z0-9][a-z0-9-]{0,62}\.myshopify\.com$/

/** Of a customer, as `shopify-session.ts` reads them. Consent is mapped by whoever connects the shop, or not at all. */
const customerMapping: EventMapping = {
  occurredAt: '/updatedAt',
  contact: {
    phone: '/defaultPhoneNumber/phoneNumber',
    morePhones: ['/defaultAddress/phone'],
    country: '/defaultAddress/countryCodeV2',
    externalId: '/legacyResourceId',
    name: ['/firstName', '/lastName'],
    language: '/locale',
  },
  attributes: {},
  tags: [],
  data: {},
}

export const shopify: Connector = {
  kind: 'shopify',
  settings: ['shop'],
  credentials: ['clientId', 'clientSecret'],
  validate: ({ shop = '' }) =>
    shopName.test(shop)
      ? []
      : [{ field: 'settings.shop', message: 'must be the name of a shop such as acme.myshopify.com' }],
  recordMapping: customerMapping,
  eventMapping: orderMapping,
  eventAuth: { kind: 'hmac', header: 'x-shopify-hmac-sha256', algorithm: 'sha256', encoding: 'base64' },
  eventSecret: ({ clientSecret = '' }) => clientSecret,
  eventDedupe: { pointer: 'header:x-shopify-webhook-id', ttlHours: 72 },
  pageSize: 250,
  open: createShopifySession,
  hintOf: hintOfTopic,
}
