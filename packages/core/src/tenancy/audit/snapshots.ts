import type { BusinessProfileUpdate } from '@dawk/cloud-api/calls/number-calls.ts'

/** How many requests one record stands for, and where they came from. */
interface RefusedRequests {
  refusal?: string
  attempts?: number
  addresses?: readonly string[]
  lastAt?: string
}

/** What a record shows of each kind of target, before and after. A record shows the members that its change is about. */
export interface AuditSnapshots {
  account: {
    name?: string
    email?: string
    plan?: string
    active?: boolean
    requestsPerMinute?: number | null
    quota?: { requests: number; per: string } | null
    defaultNumberId?: string | null
    storageBytes?: number | null
    requiresTwoFactor?: boolean
    /** The subscription that the plan follows, and the payment provider's word for its status. */
    subscription?: string
    status?: string
    /** What its partner suspended it from, and why. */
    mode?: string
    reason?: string
    /** When the account is erased. */
    dueAt?: string | null
    /** Days of retention. */
    messages?: number | null
    media?: number | null
    events?: number | null
  }
  /** One of a partner's accounts, in the partner's log. */
  child_account: {
    name?: string
    externalId?: string
    tags?: readonly string[]
    country?: string
    timezone?: string
    language?: string
    mode?: string
    reason?: string
    closesAt?: string | null
    walletMode?: string
    poolLimit?: string | null
    keyId?: string
    scopes?: readonly string[]
    operation?: string
    onBehalfOf?: string | null
    impersonatedBy?: string
  }
  /** What accounts leave in the wallet of their partner. */
  partner_wallet: { marketingReserve: string }
  onboarding_link: { expiresAt?: string; numberId?: string }
  /** The partner of an account, in the account's own log. */
  partner: {
    access?: string
    operation?: string
    reason?: string
    onBehalfOf?: string | null
    impersonatedBy?: string
  }
  api_key: RefusedRequests & {
    name?: string
    display?: string
    scopes?: readonly string[]
    numberIds?: readonly string[] | null
    allowedIps?: readonly string[]
    test?: boolean
    signed?: boolean
    expiresAt?: string | null
    graceSeconds?: number
  }
  attribute: {
    key: string
    label: string
    type: string
    options: readonly { key: string; label: string }[]
    unique: boolean
    indexed: boolean
    pii: boolean
    sensitive: boolean
    archivedAt: string | null
  }
  contact_settings: { sourcePriority: readonly (readonly string[])[] }
  bot: { until: string | null }
  flow: {
    name: string
    folder: string | null
    enabled: boolean
    draftRevision: number
    liveVersion: number | null
    archived: boolean
  }
  flow_session: { flowId: string; conversationId: string }
  campaign: {
    name: string
    state: string
    pausedBy: string | null
    numberId: string
    template: string
    language: string
    maxPerMinute: number | null
    quietHours: { from: string; to: string } | null
    endsAt: string | null
  }
  drip: {
    name: string
    state?: string
    version?: number
    numberId?: string
    steps?: number
    enrolled?: number
    enrollmentId?: string
  }
  link_settings: {
    baseUrl: string | null
    allowedDomains: readonly string[]
    utm: Readonly<Record<string, string>>
    expiresDays: number
  }
  consent: { purpose?: string; state?: string; source?: string; recorded?: number; rejected?: number }
  policy: {
    marketingConsent: string
    blockedCountries: readonly string[]
    quietHours: { from: string; to: string } | null
    timeZone: string
    caps: readonly { max: number; per: string; window: string }[]
    duplicateDays: number | null
    learnFromMeta: boolean
    keywords: Readonly<Record<string, readonly string[]>>
    confirmation: string | null
  }
  suppression: { scope?: string; reason?: string; until?: string | null; added?: number; rejected?: number }
  consent_topic: { name: string; description: string | null; archivedAt: string | null }
  contact: {
    erasureId?: string
    version?: number
    mergeId?: string
    mergedContactId?: string
    /** Names of what was written. Values would outlive the erasure of the person. */
    fields?: readonly string[]
    counts?: Readonly<Record<string, number>>
  }
  contact_import: {
    filename?: string | null
    state?: string
    rows?: number
    created?: number
    updated?: number
    unchanged?: number
    failed?: number
    deleted?: number
    restored?: number
    kept?: number
    error?: string
  }
  contact_import_mapping: { name: string }
  contact_export: {
    format?: string
    filter?: unknown
    columns?: readonly string[]
    state?: string
    rows?: number
    error?: string
  }
  agent: { available?: boolean; capacity?: number; conversations?: number }
  conversation: {
    status?: string
    assignee?: string | null
    snoozedUntil?: string | null
    closeReason?: string | null
    priority?: string
    teamId?: string | null
    labelIds?: readonly string[]
    /** Why it was handed out, or taken back. */
    reason?: string
  }
  inbox_settings: {
    assignment: string
    capacity: number
    returnAfterMinutes: number | null
    onlyAssigneeSends: boolean
    closeReasons: readonly { key: string; label: string }[]
    requireCloseReason: boolean
    agentsSee: string
    firstResponseMinutes: number | null
    resolutionMinutes: number | null
    businessHours: { timeZone: string; spans: readonly object[] } | null
    maskPhonesFor: readonly string[]
  }
  inbox_view: { name: string; ownerId: string | null; filters: object }
  label: { name: string; colour: string | null }
  macro: { name?: string; steps?: object; conversationId?: string }
  bulk_change: { steps?: object; changed?: number }
  note: { conversationId: string }
  team: { name: string; memberIds: readonly string[] }
  invitation: { email: string; role: string; name?: string; memberId?: string; expiresAt?: string }
  media: { direction: string; kind: string | null; mimeType: string; filename: string | null }
  member: RefusedRequests & { email?: string; name?: string; role?: string; sessions?: number }
  /** Of a number or an endpoint, by whose id it is named. */
  lane: { kind: string; reason?: string }
  number: {
    phoneNumberId?: string
    displayPhoneNumber?: string | null
    hasAppSecret?: boolean
    perSecond?: number | 'uncapped'
    /** The address to which Meta sends the webhooks of the business account. */
    override?: string | null
    /** The checks that did not pass. */
    failing?: readonly string[]
    /** What Meta was asked: method and edge, and the members of the request without their values, which may be secret or personal. */
    asked?: string
    members?: readonly string[]
  } & Partial<BusinessProfileUpdate>
  number_signup: {
    wabaId?: string | null
    /** Meta was asked to register the number; false: it was live already. */
    registered?: boolean
    /** Where the sign-up failed, and why. */
    step?: string | null
    reason?: string
    /** The PIN was made here. */
    generated?: boolean
  }
  segment: { name?: string; kind?: string; filter?: unknown; followed?: boolean; added?: number; removed?: number }
  connection: { kind: string; name: string; state: string; settings: Readonly<Record<string, string>> }
  event_source: {
    name: string
    state?: string
    auth?: string
    actions?: number
    rotated?: string
    replayed?: number
  }
  canned_reply: { shortcut: string; body: string }
  session: { memberId: string; userAgent?: string | null }
  tag: { name: string; colour: string | null }
  billing_profile: {
    name: string
    address: string
    country: string
    state: string | null
    gstin: string | null
    vatId: string | null
    email: string | null
  }
  invoice: { kind: string; number: string; currency: string; total: string }
  payment_method: { provider: string; label: string }
  auto_recharge: {
    currency: string
    enabled: boolean
    below: string
    amount: string
    methodId: string | null
    maxPerDay: number
    maxPerMonth: number
  }
  refund: { topUpId: string; paymentId: string; currency: string; amount: string; tax: string; total: string }
  top_up: { provider: string; origin: string; currency: string; amount: string; tax: string; total: string }
  /** Money as decimal strings. */
  wallet: {
    kind?: string
    currency?: string
    amount?: string
    reference?: string | null
    creditLimit?: string
    reserve?: string
    thresholds?: readonly { id: string; below: string; rearmAbove: string }[]
  }
  pricing: {
    currency: string
    cardName: string
    chargeAt: string
    refundsFailures: boolean
    chargesMeta: boolean
    timeZone: string
    freeServiceMessages: number
    markup: readonly object[]
    fees: readonly object[]
  }
  template: {
    wabaId?: string
    metaId?: string
    name?: string
    language?: string
    category?: string
    status?: string
    parameterFormat?: string
    components?: readonly object[]
    ttlSeconds?: number | null
    holdBefore?: string | null
  }
  webhook_endpoint: {
    dialect: string
    url: string
    eventTypes: readonly string[]
    enabled: boolean
    description: string | null
    ordered: boolean
  }
  webhook_replay: { endpointId: string; what: string; from: string; to: string; state: string; queued: number }
}
