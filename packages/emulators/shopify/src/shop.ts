/** A customer as the Admin API shows them, as far as Dawk reads it. */
export interface Customer {
  id: number
  firstName: string
  lastName: string
  phone: string | null
  tags: readonly string[]
  /** ISO 8601; several may have the same. */
  updatedAt: string
  /** Null: they never said anything. */
  consent: { state: 'SUBSCRIBED' | 'UNSUBSCRIBED'; at: string } | null
}

/** What a shop holds. */
export interface Shop {
  name: string
  clientId: string
  clientSecret: string
  /** In the order of their ids. */
  customers: Map<number, Customer>
  /** Access tokens with the end of each, in milliseconds since 1970. */
  tokens: Map<string, number>
  subscriptions: { id: string; topic: string; uri: string }[]
  /** Points of the query budget that are left, and how fast they come back. */
  budget: { available: number; maximum: number; restoreRate: number; at: number }
  uninstalled: boolean
  /** Tokens live for so many seconds. */
  tokenSeconds: number
}

export const createShop = (given: Pick<Shop, 'name' | 'clientId' | 'clientSecret'>): Shop => ({
  ...given,
  customers: new Map(),
  tokens: new Map(),
  subscriptions: [],
  budget: { available: 2000, maximum: 2000, restoreRate: 100, at: 0 },
  uninstalled: false,
  tokenSeconds: 86_399,
})

/** As the API orders them: by the time of their change, then by id. */
export const byChange = (a: Customer, b: Customer): number =>
  a.updatedAt < b.updatedAt ? -1 : a.updatedAt > b.updatedAt ? 1 : a.id - b.id

export const toNode = (one: Customer) => ({
  id: `gid://shopify/Customer/${one.id}`,
  legacyResourceId: String(one.id),
  ...{ firstName: one.firstName, lastName: one.lastName, tags: one.tags, updatedAt: one.updatedAt, locale: 'en' },
  ...{ numberOfOrders: '0', amountSpent: { amount: '0.0', currencyCode: 'INR' } },
  defaultEmailAddress: null,
  defaultPhoneNumber:
    one.phone === null
      ? null
      : {
          phoneNumber: one.phone,
          marketingState: one.consent?.state ?? 'NOT_SUBSCRIBED',
          marketingOptInLevel: 'SINGLE_OPT_IN',
          marketingUpdatedAt: one.consent?.at ?? null,
          marketingCollectedFrom: 'SHOPIFY',
        },
  defaultAddress: null,
})
