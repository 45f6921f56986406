import type { Hint } from '../connections/connector.ts'
import type { EventMapping } from '../sources/event-source.ts'

/** Topics by which customers change: they are read anew rather than believed, since reports come late and out of order. */
const syncTopics = /^(customers\/|customers_marketing_consent\/|customers_email_marketing_consent\/|customer\.tags)/

export function hintOfTopic({ 'x-shopify-topic': topic = '' }: Readonly<Record<string, string>>): Hint {
  if (topic === 'app/uninstalled') return 'revoked'
  if (syncTopics.test(topic)) return 'sync'
  return /^(orders|checkouts|fulfillments|refunds)\//.test(topic) ? 'event' : 'ignore'
}

/** Of the payloads of webhooks. https://shopify.dev/docs/api/webhooks */
export const orderMapping: EventMapping = {
  type: 'header:x-shopify-topic',
  typeNames: {
    'orders/create': 'store.order_created',
    'orders/paid': 'store.order_paid',
    'orders/cancelled': 'store.order_canceled',
    'orders/fulfilled': 'store.order_fulfilled',
    'fulfillments/create': 'store.shipment_updated',
    'fulfillments/update': 'store.shipment_updated',
    'checkouts/create': 'store.checkout_started',
    'checkouts/update': 'store.checkout_started',
    'refunds/create': 'store.order_refunded',
  },
  occurredAt: 'header:x-shopify-triggered-at',
  contact: {
    phone: '/phone',
    morePhones: ['/customer/phone', '/shipping_address/phone', '/billing_address/phone', '/destination/phone'],
    country: '/shipping_address/country_code',
    externalId: '/customer/id',
    name: ['/customer/first_name', '/customer/last_name'],
  },
  attributes: {},
  tags: [],
  data: {
    order_id: '/id',
    order: '/name',
    total: '/total_price',
    currency: '/currency',
    first_item: '/line_items/0/title',
    payment: '/payment_gateway_names/0',
    financial_status: '/financial_status',
    status_url: '/order_status_url',
    checkout: '/checkout_token',
    checkout_url: '/abandoned_checkout_url',
    tracking_number: '/tracking_number',
    tracking_url: '/tracking_url',
    carrier: '/tracking_company',
  },
}
