// Written by scripts/sdk/write-sdks.ts from docs/openapi/native.json. Change the API, not this file.

import type { FileInput } from '../files.ts'

export type AcceptedMessage = {
  /** must be an id of ours, a UUID */
  id: string
  status: string
  scheduledAt: string | null
}

export type AccountErasure = {
  /** must be an id of ours, a UUID */
  id: string
  /** `running`: it waits for the end of its grace, or is under way; `undone`. */
  state: string
  requestedAt: string
  /** Until then it can be undone. */
  dueAt: string
}

export type AddressRequestMessage = {
  type: "address_message"
  header?: InteractiveHeader
  body: {
    text: string
  }
  footer?: {
    text: string
  }
  action: {
    name: "address_message"
    parameters: {
      /** Two capital letters, as in ISO 3166. */
      country: string
      values?: {
        name?: string
        phoneNumber?: string
        inPinCode?: string
        sgPostCode?: string
        houseNumber?: string
        floorNumber?: string
        towerNumber?: string
        unitNumber?: string
        buildingName?: string
        address?: string
        landmarkArea?: string
        city?: string
        state?: string
      }
      savedAddresses?: Array<{
        id: string
        value: {
          name?: string
          phoneNumber?: string
          inPinCode?: string
          sgPostCode?: string
          houseNumber?: string
          floorNumber?: string
          towerNumber?: string
          unitNumber?: string
          buildingName?: string
          address?: string
          landmarkArea?: string
          city?: string
          state?: string
        }
      }>
      /** What is wrong with a value, under its name. */
      validationErrors?: {
        name?: string
        phoneNumber?: string
        inPinCode?: string
        sgPostCode?: string
        houseNumber?: string
        floorNumber?: string
        towerNumber?: string
        unitNumber?: string
        buildingName?: string
        address?: string
        landmarkArea?: string
        city?: string
        state?: string
      }
    }
  }
}

export type Attribute = {
  /** must be an id of ours, a UUID */
  id: string
  key: string
  label: string
  /** must be one of text, number, boolean, date, datetime, select, multi_select, phone, email, url, country, language, timezone, money, json */
  type: "text" | "number" | "boolean" | "date" | "datetime" | "select" | "multi_select" | "phone" | "email" | "url" | "country" | "language" | "timezone" | "money" | "json" | (string & {})
  options: Array<{
    key: string
    label: string
  }>
  unique: boolean
  indexed: boolean
  pii: boolean
  sensitive: boolean
  archivedAt: string | null
  createdAt: string
  updatedAt: string
}

export type AudioContent = {
  /** The id of an uploaded file. */
  id?: string
  /** A public address from which Meta fetches the file, in place of an id. */
  link?: string
  /** A voice note; the file is OGG with Opus. */
  voice?: boolean
}

export type Batch = {
  /** must be an id of ours, a UUID */
  batchId: string
  accepted: number
  refused: number
  /** One for each message, in the order of the request: its id, or why it was refused. */
  results: Array<{
    /** Place in the request, from 0. */
    index: number
    /** must be an id of ours, a UUID */
    id: string | null
    error: {
      code: string
      detail: string
      errors: Array<{
        /** As `template.components.0.type`. */
        path: string
        /** The same as a JSON Pointer: `/template/components/0/type`. */
        pointer: string
        detail: string
      }>
    } | null
  }>
}

export type BillingProfile = {
  /** must be the legal name of the buyer */
  name: string
  /** must be an address of at most 500 characters */
  address: string
  /** must be a country of ISO 3166, such as IN */
  country: string
  state: string | null
  gstin: string | null
  vatId: string | null
  email: string | null
}

export type BulkChange = {
  /** must be an id of ours, a UUID */
  id: string
  /** failed: something went wrong on our side, several times. */
  state: "running" | "completed" | "canceled" | "failed" | (string & {})
  /** Conversations that have been changed so far. */
  changed: number
  /** Those that could not change so. */
  failed: number
  lastError: string | null
  createdAt: string
  finishedAt: string | null
}

export type CallButtonMessage = {
  type: "voice_call"
  header?: InteractiveHeader
  body: {
    text: string
  }
  footer?: {
    text: string
  }
  action: {
    name: "voice_call"
    parameters?: {
      displayText?: string
      ttlMinutes?: number
      payload?: string
    }
  }
}

export type CallPermissionMessage = {
  type: "call_permission_request"
  body: {
    text: string
  }
  footer?: {
    text: string
  }
  action: {
    name: "call_permission_request"
  }
}

export type Campaign = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  /** paused: `pausedBy` says by what. canceling: those who waited are being taken out. */
  state: "draft" | "scheduled" | "planning" | "running" | "paused" | "completed" | "canceling" | "canceled" | "failed" | (string & {})
  /** Who or what paused it: user, template, quality, number, error_rate, balance, suspended, late. */
  pausedBy: string | null
  /** Of a pause or a failure, in words. */
  reason: string | null
  /** Why it waits as a whole: tier_exhausted, ramp or lane_paused. */
  waitsFor: string | null
  waitsUntil: string | null
  /** The campaign to whose people it sends again. */
  parentId: string | null
  /** People in it, each once. */
  planned: number
  /** How often somebody was in the audience once more. */
  duplicates: number
  /** People by state, those that nobody is in left out; they add up to `planned`. */
  counts: Record<string, number>
  /** must be an id of ours, a UUID */
  numberId: string
  /** must name a template of the business account of the number */
  template: {
    name: string
    language: string
  }
  /** Values of the template in the shape of its contract. In each place stands a fixed text, or `{source, fallback?, transform?, max?, onMissing?}`; `source` is `contact.name`, `contact.attributes.<key>`, `list.<column>`, … */
  bindings: Record<string, unknown>
  /** Whom it goes to, together; each person once. Nobody of `excludeSegmentIds` gets it. */
  audience: {
    /** must be at most 50 ids of segments */
    segmentIds?: Array<string>
    filter?: Record<string, unknown>
    /** must be at most 5,000 ids of contacts */
    contactIds?: Array<string>
    /** must be at most 50 ids of segments */
    excludeSegmentIds?: Array<string>
  }
  /** must be the further contents of an A/B test, four at most */
  variants: Array<{
    /** must be 1 to 1,000: its share is this by the sum of all */
    weight: number
    /** must name a template of the business account of the number */
    template?: {
      name: string
      language: string
    }
    /** Values of the template in the shape of its contract. In each place stands a fixed text, or `{source, fallback?, transform?, max?, onMissing?}`; `source` is `contact.name`, `contact.attributes.<key>`, `list.<column>`, … */
    bindings?: Record<string, unknown>
  }>
  /** must be 1 to 1,000: the weight of the first content */
  weight: number
  /** must be 0 to 20 percent of the people, who get nothing */
  holdoutPercent: number
  schedule: {
    /** must be an instant, or with `timezone` a local time as 2026-12-01T10:00 */
    at: string
    /** must be an IANA time zone, or `contact` for that of each person */
    timezone?: string
    fallbackTimezone?: string
    /** must be send_now or skip: for people whose local time has passed */
    ifPassed?: "send_now" | "skip" | (string & {})
  } | null
  /** must be 1 to 60,000; null: as fast as the number may */
  maxPerMinute: number | null
  /** must be percents of the people after which it waits so many minutes, such as [1, 5, 20] */
  ramp: {
    percents: Array<number>
    everyMinutes: number
  } | null
  /** must be 0 to 90 percent of the daily allowance, kept for other messages */
  reservePercent: number
  /** must be local times of each person between which nothing leaves; null: none */
  quietHours: {
    /** must be a time of day as HH:MM */
    from: string
    /** must be a time of day as HH:MM */
    to: string
  } | null
  /** must be an instant after which nobody else is sent anything; null: none */
  endsAt: string | null
  /** must say what a start leads to that was missed by more */
  latePolicy: {
    maxDelayMinutes: number
    /** must be hold, send or cancel */
    action: "hold" | "send" | "cancel" | (string & {})
  }
  /** must be the share of the last so many outcomes that may fail with one code before it pauses */
  breaker: {
    failPercent: number
    window: number
  }
  /** must be 1 to 720 hours in which an answer or an opt-out counts */
  attributionHours: number
  version: number
  createdAt: string
  updatedAt: string
  launchedAt: string | null
  startsAt: string | null
  startedAt: string | null
  endedAt: string | null
}

export type CampaignMetrics = {
  planned: number
  states: Record<string, number>
  sent: number
  delivered: number
  read: number
  failed: number
  /** Who wrote within the time of attribution. */
  replied: number
  /** Of them, who quoted the message. */
  repliedTo: number
  /** Who tapped a quick reply or opened a link. */
  clicked: number
  tapped: number
  linkClicked: number
  optedOut: number
  /** Of the people to whom was delivered, but for `delivery`; null: of nobody. */
  rates: {
    /** Of those to whom was sent. */
    delivery: number | null
    /** A floor: people may switch receipts off. */
    read: number | null
    reply: number | null
    click: number | null
    optOut: number | null
  }
  skippedBy: Record<string, number>
  failedBy: Record<string, number>
  clickedBy: Record<string, number>
  links: Array<{
    name: string
    /** Who got one. */
    people: number
    /** Who of them opened it. */
    clicked: number
    clicks: number
    /** Of link previews and scanners; not among the clicks. */
    robotClicks: number
  }>
  variants: Array<{
    /** -1: the holdout. */
    variant: number
    planned: number
    states: Record<string, number>
    sent: number
    delivered: number
    read: number
    failed: number
    /** Who wrote within the time of attribution. */
    replied: number
    /** Of them, who quoted the message. */
    repliedTo: number
    /** Who tapped a quick reply or opened a link. */
    clicked: number
    tapped: number
    linkClicked: number
    optedOut: number
    /** Of the people to whom was delivered, but for `delivery`; null: of nobody. */
    rates: {
      /** Of those to whom was sent. */
      delivery: number | null
      /** A floor: people may switch receipts off. */
      read: number | null
      reply: number | null
      click: number | null
      optOut: number | null
    }
  }>
  hours: Array<{
    hour: string
    sent: number
    delivered: number
    read: number
    failed: number
    replied: number
  }>
}

export type CampaignRecipient = {
  /** Its number in the campaign. */
  id: number
  contactId: string | null
  name: string | null
  phone: string | null
  userId: string | null
  variant: number
  /** queued: their turn has not come. waiting: something is in the way until `dueAt`. */
  state: "queued" | "waiting" | "sending" | "sent" | "delivered" | "read" | "failed" | "skipped" | "canceled" | (string & {})
  /** Of the policy engine, or no_identifier, param_missing, holdout, time_passed, ended, merged, contact_deleted, erased, not_valid, already_accepted. */
  reason: string | null
  code: number | null
  dueAt: string
  messageId: string | null
  sentAt: string | null
  deliveredAt: string | null
  readAt: string | null
  failedAt: string | null
  repliedAt: string | null
  clickedAt: string | null
  tappedAt: string | null
  linkClickedAt: string | null
  payload: string | null
  optedOutAt: string | null
}

export type CannedReply = {
  /** must be an id of ours, a UUID */
  id: string
  shortcut: string
  body: string
  createdAt: string
  updatedAt: string
}

export type CarouselMessage = {
  type: "carousel"
  body: {
    text: string
  }
  action: {
    cards: Array<{
      /** The place of the card, from 0. */
      cardIndex: number
      type: "cta_url"
      header: {
        type: "image"
        image: HeaderMedia
      } | {
        type: "video"
        video: HeaderMedia
      }
      body?: {
        /** At most 2 line breaks. */
        text: string
      }
      action: {
        buttons: Array<{
          type: "quick_reply"
          quickReply: {
            id: string
            title: string
          }
        }>
      } | {
        name: "cta_url"
        parameters: {
          displayText: string
          /** What the button opens. */
          url: string
        }
      }
    } | {
      /** The place of the card, from 0. */
      cardIndex: number
      type: "product"
      action: {
        catalogId: string
        productRetailerId: string
      }
    }>
  }
}

export type CatalogMessage = {
  type: "catalog_message"
  body: {
    text: string
  }
  footer?: {
    text: string
  }
  action: {
    name: "catalog_message"
    parameters?: {
      thumbnailProductRetailerId?: string
    }
  }
}

export type Connection = {
  /** must be an id of ours, a UUID */
  id: string
  /** The kind of system. */
  kind: "shopify" | (string & {})
  name: string
  /** degraded: it is tried again. needs_reauth: the credentials do not hold. revoked: the app was uninstalled there. */
  state: "active" | "degraded" | "needs_reauth" | "paused" | "revoked" | (string & {})
  problem: string | null
  settings: Record<string, string>
  mapping: Record<string, unknown>
  /** The event source that takes what it reports. */
  eventSourceId: string
  lastOkAt: string | null
  createdAt: string
  updatedAt: string
}

export type Consent = {
  purpose: string
  /** `unknown`: nothing is recorded. */
  state: "unknown" | "implied" | "pending" | "opted_in" | "opted_out" | "blocked" | (string & {})
  since: string | null
  /** From where the act came; null: nothing is recorded. */
  source: "form" | "keyword" | "button" | "whatsapp" | "store" | "verbal" | "document" | "api" | "import" | "system" | null | (string & {})
  eventId: string | null
}

export type ConsentEvent = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be an id of ours, a UUID */
  contactId: string
  seq: number
  purpose: string
  /** What was asked for. */
  act: "unknown" | "implied" | "pending" | "opted_in" | "opted_out" | "blocked" | "resume" | (string & {})
  /** What held afterwards. */
  state: "unknown" | "implied" | "pending" | "opted_in" | "opted_out" | "blocked" | (string & {})
  /** From where the act came. */
  source: "form" | "keyword" | "button" | "whatsapp" | "store" | "verbal" | "document" | "api" | "import" | "system" | (string & {})
  /** `api_key`, `member`, `operator` or `system`. */
  actorKind: string
  actorId: string | null
  language: string | null
  noticeVersion: string | null
  identifierHash: string | null
  proofDigest: string | null
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  occurredAt: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  recordedAt: string
  previousDigest: string
  /** SHA-256; docs/consent.md says over what. */
  digest: string
  proof: {
    salt: string
    content: Record<string, unknown>
    identifier: {
      kind: string
      value: string
    } | null
  } | null
}

export type ConsentTopic = {
  /** The purpose is `marketing.` and this key. */
  key: string
  name: string
  description: string | null
  createdAt: string
  archivedAt: string | null
}

export type Contact = {
  /** must be an id of ours, a UUID */
  id: string
  /** As on their WhatsApp profile. */
  name: string | null
  username: string | null
  /** Digits; null: they show none. */
  phone: string | null
  /** Meta’s business-scoped user id. */
  userId: string | null
  language: string | null
  timezone: string | null
  /** ISO 3166, from the phone number. */
  country: string | null
  tags: Array<string>
  /** By key. Decimals and money are texts. */
  attributes: Record<string, unknown>
  /** What other systems call the person. */
  externalIds: Array<{
    source: string
    externalId: string
    since: string
  }>
  /** What they told WhatsApp about marketing messages; null: nothing. */
  marketing: {
    preference?: "stop" | "resume" | (string & {})
    at?: string
  } | null
  lastInboundAt: string | null
  /** Counts every change; `If-Match` takes it. */
  version: number
  createdAt: string
  updatedAt: string
  /** All that the person was ever known by; each leads here. */
  identifiers: Array<{
    /** What it is. */
    kind: "phone" | "user_id" | "username" | "group" | (string & {})
    value: string
    since: string
  }>
  /** Who wrote each field last, by field such as `attributes.city`. */
  provenance: Record<string, {
    source: string
    at: string
    by: string | null
  }>
}

export type ContactContent = {
  name: {
    /** The whole name, as WhatsApp shows it. */
    formattedName: string
    firstName?: string
    lastName?: string
    middleName?: string
    suffix?: string
    prefix?: string
  }
  phones?: Array<{
    phone?: string
    /** HOME, WORK or a word of your own. */
    type?: string
    /** With it WhatsApp offers to write to the person. */
    waId?: string
  }>
  emails?: Array<{
    email?: string
    /** HOME, WORK or a word of your own. */
    type?: string
  }>
  addresses?: Array<{
    street?: string
    city?: string
    state?: string
    zip?: string
    country?: string
    countryCode?: string
    /** HOME, WORK or a word of your own. */
    type?: string
  }>
  org?: {
    company?: string
    department?: string
    title?: string
  }
  urls?: Array<{
    url?: string
    /** HOME, WORK or a word of your own. */
    type?: string
  }>
  /** As in 1990-12-31. */
  birthday?: string
}

export type ContactRequestMessage = {
  type: "request_contact_info"
  body: {
    text: string
  }
  footer?: {
    text: string
  }
  action?: {
    name: "request_contact_info"
  }
}

export type ContactSettings = {
  /** The most believed sources first; those of one group are believed alike. */
  sourcePriority: Array<Array<string>>
}

export type ContactSummary = {
  /** must be an id of ours, a UUID */
  id: string
  /** As on their WhatsApp profile. */
  name: string | null
  username: string | null
  /** Digits; null: they show none. */
  phone: string | null
  /** Meta’s business-scoped user id. */
  userId: string | null
  language: string | null
  timezone: string | null
  /** ISO 3166, from the phone number. */
  country: string | null
  tags: Array<string>
  /** By key. Decimals and money are texts. */
  attributes: Record<string, unknown>
  /** What other systems call the person. */
  externalIds: Array<{
    source: string
    externalId: string
    since: string
  }>
  /** What they told WhatsApp about marketing messages; null: nothing. */
  marketing: {
    preference?: "stop" | "resume" | (string & {})
    at?: string
  } | null
  lastInboundAt: string | null
  /** Counts every change; `If-Match` takes it. */
  version: number
  createdAt: string
  updatedAt: string
}

export type Conversation = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be an id of ours, a UUID */
  numberId: string
  contact: {
    /** must be an id of ours, a UUID */
    id: string
    /** As on their WhatsApp profile. */
    name: string | null
    username: string | null
    /** Digits; null: they show none. */
    phone: string | null
    /** Meta’s business-scoped user id. */
    userId: string | null
    /** Meta’s id of a group, which stands in the place of a person. */
    groupId: string | null
  }
  /** Reactions and notices do not show here; null: nothing else was said. */
  lastMessage: {
    id?: string
    direction?: "inbound" | "outbound" | (string & {})
    type?: string
    /** Words, caption or title in one line; empty where the type says it. */
    preview?: string
    at?: string
  } | null
  /** Received since it was marked as read, or answered with anything but a template. */
  unread: number
  /** The 24 hours after the person wrote. */
  window: {
    /** closed: only a template may be sent. unknown: not all webhooks of the last 24 hours are known to have come; WhatsApp decides. */
    state: "open" | "closed" | "unknown" | (string & {})
    /** When it closes or closed; null: they never wrote. */
    until: string | null
    freeEntryUntil: string | null
  }
  /** Who answers the person. other: another responder of the business; what it says is shown as outbound messages. */
  threadOwner: "self" | "other" | (string & {})
  /** All but open become open when the person writes; snoozed ones at their time, too. */
  status: "open" | "pending" | "snoozed" | "closed" | (string & {})
  snoozedUntil: string | null
  /** A key of the account’s reasons. */
  closeReason: string | null
  /** How urgent the team finds it. */
  priority: "low" | "normal" | "high" | "urgent" | (string & {})
  /** must be an id of ours, a UUID */
  teamId: string | null
  labelIds: Array<string>
  assignee: string | null
  /** Lists are ordered by it. */
  lastActivityAt: string
  createdAt: string
}

export type ConversationClocks = {
  data: Array<{
    /** What is promised. */
    kind: "first_response" | "resolution" | (string & {})
    /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
    startedAt: string
    /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
    dueAt: string
    /** When it was found not kept; null: it was not. */
    breachedAt: string | null
  }>
}

export type ConversationSteps = {
  /** must be a member’s id, `me` for whoever runs the steps, or null for nobody */
  assignee?: string | null
  /** must be an id of ours, a UUID */
  teamId?: string | null
  /** must be ids of labels, 20 at most */
  addLabelIds?: Array<string>
  /** must be ids of labels, 20 at most */
  removeLabelIds?: Array<string>
  /** must be low, normal, high or urgent */
  priority?: "low" | "normal" | "high" | "urgent" | (string & {})
  /** must be open, pending or closed */
  status?: "open" | "pending" | "closed" | (string & {})
  /** must be a key of the account’s close reasons */
  closeReason?: string
  /** must be minutes from when the steps run, within a year */
  snoozeMinutes?: number
  /** must be a text for the team */
  note?: string
}

export type Dispute = {
  /** The provider's. */
  id: string
  /** The provider's. */
  paymentId: string
  /** must be one of open, won, lost */
  state: "open" | "won" | "lost" | (string & {})
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** What is disputed. */
  amount: string
  /** What of it was taken from the wallet. */
  frozen: string
  createdAt: string
  updatedAt: string
}

export type DocumentContent = {
  /** The id of an uploaded file. */
  id?: string
  /** A public address from which Meta fetches the file, in place of an id. */
  link?: string
  caption?: string
  /** The name under which WhatsApp shows the document. */
  filename?: string
}

export type Draft = {
  body: string
  updatedAt: string | null
}

export type Drip = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  /** draft: nobody can enter. paused: people enter, and wait. */
  state: "draft" | "active" | "paused" | "archived" | (string & {})
  /** That new people enter; 0: none was published. */
  version: number
  /** Whether what is edited differs from the version that new people enter. */
  hasUnpublishedChanges: boolean
  /** must be an id of ours, a UUID */
  numberId: string
  triggers: Array<Record<string, unknown>>
  steps: Array<Record<string, unknown>>
  exits: Record<string, unknown>
  reentry: Record<string, unknown>
  /** must be local times at which messages may leave; null: any */
  openHours: {
    /** must be a time of day as HH:MM */
    from: string
    /** must be a time of day as HH:MM */
    to: string
    /** must be days of the week, 1 is Monday */
    days?: Array<number>
    /** must be contact or an IANA time zone */
    timezone?: string
  } | null
  maxMessages: number | null
  createdAt: string
  updatedAt: string
}

export type DripStatistics = {
  people: Array<{
    /** Where they stand. */
    state: "active" | "completed" | "exited" | "failed" | (string & {})
    reason: string | null
    /** Of those who are active: where they are. */
    step: string | null
    count: number
  }>
  steps: Array<{
    step: string
    /** Of messages how far they have come; else what the step came to. */
    outcome: string
    count: number
  }>
}

export type Enrollment = {
  /** must be an id of ours, a UUID */
  id: string
  version: number
  /** must be an id of ours, a UUID */
  contactId: string
  /** As it is now; null: none is known. */
  contactName: string | null
  /** Where the person stands. */
  state: "active" | "completed" | "exited" | "failed" | (string & {})
  /** Why it has ended. */
  reason: "finished" | "goal" | "exit_step" | "replied" | "opted_out" | "segment_left" | "max_age" | "max_messages" | "number_disconnected" | "contact_deleted" | "merged" | "send_failed" | "canceled" | "too_many_steps" | null | (string & {})
  goal: string | null
  /** That is next, or that is being waited in. */
  step: string
  dueAt: string
  waitsFor: string | null
  /** Messages so far. */
  sent: number
  lastOutcome: string | null
  enrolledAt: string
  endedAt: string | null
}

export type Event = {
  /** must be an id of ours, a UUID */
  id: string
  /** docs/events.md lists them. */
  type: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  timestamp: string
  /** By type; see docs/events.md. */
  data: Record<string, unknown>
}

export type EventSource = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  /** webhook, or the kind of the connection that feeds it. */
  kind: string
  /** paused: what comes is stored, and nothing follows until it is replayed. */
  state: "active" | "paused" | (string & {})
  /** Where events are posted. Whoever knows it may post, where auth is token. */
  url: string
  auth: Record<string, unknown>
  hasSecret: boolean
  dedupe: Record<string, unknown>
  mapping: Record<string, unknown>
  actions: Array<Record<string, unknown>>
  respond: Record<string, unknown>
  previousUrlUntil: string | null
  previousSecretUntil: string | null
  lastEventAt: string | null
  createdAt: string
  updatedAt: string
}

export type EventSourceWithSecret = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  /** webhook, or the kind of the connection that feeds it. */
  kind: string
  /** paused: what comes is stored, and nothing follows until it is replayed. */
  state: "active" | "paused" | (string & {})
  /** Where events are posted. Whoever knows it may post, where auth is token. */
  url: string
  auth: Record<string, unknown>
  hasSecret: boolean
  dedupe: Record<string, unknown>
  mapping: Record<string, unknown>
  actions: Array<Record<string, unknown>>
  respond: Record<string, unknown>
  previousUrlUntil: string | null
  previousSecretUntil: string | null
  lastEventAt: string | null
  createdAt: string
  updatedAt: string
  /** Shown this once; null: it has none, or keeps the one it had. */
  secret: string | null
}

export type Export = {
  /** must be an id of ours, a UUID */
  id: string
  /** queued → running → completed, failed or canceled; expired once the file is gone. */
  state: "queued" | "running" | "completed" | "failed" | "canceled" | "expired" | (string & {})
  /** Of the file. */
  format: "csv" | "xlsx" | "ndjson" | (string & {})
  filter: Record<string, unknown> | null
  columns: Array<string>
  /** Written so far. */
  rows: number
  sizeBytes: number | null
  /** A link to the file that needs no key and ends with it; null: there is no file. */
  url: string | null
  expiresAt: string | null
  error: string | null
  createdBy: string | null
  createdAt: string
  finishedAt: string | null
}

export type Flow = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  folder: string | null
  enabled: boolean
  /** The number of the version by which sessions start; null: none was published. */
  liveVersion: number | null
  /** Counts the changes of the draft. */
  draftRevision: number
  disabledReason: string | null
  createdAt: string
  updatedAt: string
  archivedAt: string | null
  spec: Record<string, unknown>
}

export type FlowMessage = {
  type: "flow"
  header?: InteractiveHeader
  body: {
    text: string
  }
  footer?: {
    text: string
  }
  action: {
    name: "flow"
    parameters: {
      flowMessageVersion: string
      flowId?: string
      flowName?: string
      /** The text of the button that opens the flow. */
      flowCta: string
      mode?: "draft" | "published"
      flowToken?: string
      flowAction?: "navigate" | "data_exchange"
      flowActionPayload?: {
        screen?: string
        /** Given to the first screen. */
        data?: Record<string, unknown>
      }
    }
  }
}

export type FlowSession = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be an id of ours, a UUID */
  flowId: string
  /** must be an id of ours, a UUID */
  versionId: string
  /** must be an id of ours, a UUID */
  conversationId: string
  /** must be an id of ours, a UUID */
  contactId: string
  /** As it is now; null: none is known. */
  contactName: string | null
  /** must be an id of ours, a UUID */
  numberId: string
  /** waiting, or how it ended */
  state: "waiting" | "completed" | "failed" | "expired" | "handed_over" | "stopped" | (string & {})
  /** Where it stands, or stood last. */
  node: string
  /** answer, reply, time, event, status or effect. */
  waitsFor: string | null
  waitsUntil: string | null
  /** Values of the session. */
  values: Record<string, unknown>
  /** What started it. */
  event: Record<string, unknown>
  result: string | null
  turns: number
  startedAt: string
  updatedAt: string
  endedAt: string | null
}

export type FlowSimulation = {
  passed: boolean
  problems: Array<{
    line: number
    message: string
    /** The bot has said more than was expected: a conversation that is only played has no other problems. */
    unexpected: boolean
  }>
  lines: Array<{
    line: number
    /** Meta's objects, exactly as they would leave. */
    sends: Array<Record<string, unknown>>
    steps: Array<{
      node: string | null
      /** The kind of node, or decision.… for a decision that no node made. */
      kind: string
      /** The way by which the node was left; null: it waits. */
      exit: string | null
      output: Record<string, unknown> | null
      error: string | null
    }>
  }>
  session: {
    state?: string
    node?: string
    vars?: Record<string, unknown>
    result?: string | null
  } | null
}

export type FlowStats = {
  /** How often each node was left by each exit, counted from the traces of the last 30 days. */
  nodes: Array<{
    node: string
    exit: string | null
    count: number
    people: number
    errors: number
  }>
  /** Where open sessions stand. */
  waiting: Array<{
    /** must be an id of ours, a UUID */
    versionId: string
    node: string
    count: number
  }>
}

export type FlowStep = {
  /** must be an id of ours, a UUID */
  id: string
  turn: number
  /** must be an id of ours, a UUID */
  versionId: string | null
  node: string | null
  /** The kind of node, or decision.… for a decision that no node made. */
  kind: string
  /** The way by which the node was left; null: it waits. */
  exit: string | null
  output: Record<string, unknown> | null
  error: string | null
  at: string
}

export type FlowSummary = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  folder: string | null
  enabled: boolean
  /** The number of the version by which sessions start; null: none was published. */
  liveVersion: number | null
  /** Counts the changes of the draft. */
  draftRevision: number
  disabledReason: string | null
  createdAt: string
  updatedAt: string
  archivedAt: string | null
}

export type FlowValidation = {
  /** What keeps it from being published. */
  errors: Array<{
    /** Its path, as nodes.ask.data.text. */
    field: string
    message: string
  }>
  /** What runs, but hardly as it was meant. */
  warnings: Array<{
    /** Its path, as nodes.ask.data.text. */
    field: string
    message: string
  }>
  tests: Array<{
    name: string
    passed: boolean
    problem: string | null
  }>
}

export type FlowVersion = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be an id of ours, a UUID */
  flowId: string
  number: number
  /** SHA-256 of what runs: positions and tests leave it as it is. */
  checksum: string
  message: string | null
  warnings: Array<{
    /** Its path, as nodes.ask.data.text. */
    field: string
    message: string
  }>
  tests: Array<{
    name: string
    passed: boolean
    problem: string | null
  }>
  publishedBy: {
    kind: string
    id: string | null
    name: string | null
  }
  publishedAt: string
  spec: Record<string, unknown>
}

export type FlowVersionSummary = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be an id of ours, a UUID */
  flowId: string
  number: number
  /** SHA-256 of what runs: positions and tests leave it as it is. */
  checksum: string
  message: string | null
  warnings: Array<{
    /** Its path, as nodes.ask.data.text. */
    field: string
    message: string
  }>
  tests: Array<{
    name: string
    passed: boolean
    problem: string | null
  }>
  publishedBy: {
    kind: string
    id: string | null
    name: string | null
  }
  publishedAt: string
}

export type HeaderDocument = {
  /** The id of an uploaded file. */
  id?: string
  /** A public address from which Meta fetches the file, in place of an id. */
  link?: string
  /** The name under which WhatsApp shows the document. */
  filename?: string
}

export type HeaderMedia = {
  /** The id of an uploaded file. */
  id?: string
  /** A public address from which Meta fetches the file, in place of an id. */
  link?: string
}

export type ImageContent = {
  /** The id of an uploaded file. */
  id?: string
  /** A public address from which Meta fetches the file, in place of an id. */
  link?: string
  caption?: string
}

export type Import = {
  /** must be an id of ours, a UUID */
  id: string
  /** uploaded → analysed → ready (with a mapping) → running → completed, completed_with_errors, failed or canceled; checking is a dry run; undoing → undone. */
  state: "uploaded" | "analysed" | "ready" | "checking" | "running" | "completed" | "completed_with_errors" | "failed" | "canceled" | "undoing" | "undone" | (string & {})
  filename: string | null
  sizeBytes: number
  /** false: the file is gone, after seven days or because a person in it was erased. */
  hasFile: boolean
  analysis: {
    /** As the bytes tell. */
    format: "csv" | "tsv" | "xlsx" | "ndjson" | (string & {})
    /** As the bytes tell. */
    encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | (string & {})
    delimiter: string
    sheets?: Array<string>
    /** The sheet that is read; absent: the first. */
    sheet?: string
    /** The first row names the columns; else they are called Column 1 and so on. */
    header: boolean
    rows: number
    columns: Array<{
      column: string
      /** Rows that have a value. */
      filled: number
      /** What most values look like. */
      type: "phone" | "email" | "number" | "boolean" | "date" | "datetime" | "url" | "text" | (string & {})
      /** The share of the values that do. */
      confidence: number
      counterExamples: Array<{
        row: number
        value: string
      }>
    }>
    phones: Array<{
      column: string
      international: number
      national: number
      /** Have lost digits, as 9.19E+11. */
      scientific: number
      /** Of a sample of the national ones: how many are valid where. */
      byCountry: Array<{
        country: string
        valid: number
        of: number
      }>
    }>
    sample: Array<{
      row: number
      cells: Array<string>
    }>
    proposal: {
      mapping: {
        columns: Array<{
          column: string
          /** phone, name, tags, language, timezone, country, externalId, userId, id, or `attributes.<key>`. Several columns with the target name are put together. */
          target: string
          /** As of a bulk write: set, setIfEmpty, append or remove. */
          mode?: "set" | "setIfEmpty" | "append" | "remove" | (string & {})
          /** must be a country as in ISO 3166: that of phone numbers without a country code */
          defaultCountry?: string
          /** What parts several values in one cell. Of phone numbers the first counts. */
          split?: string
          /** Of externalId: the system whose id it is. */
          source?: string
          /** Such as DD/MM/YYYY. Without one, only YYYY-MM-DD is a date. */
          dateFormat?: string
          /** Of instants that name none. */
          timezone?: string
          /** What stands before the decimals; then the other may stand between thousands. */
          decimal?: "." | "," | (string & {})
          /** Of a select or multi_select: a value that is no option yet becomes one, as long as there is room. */
          createOptions?: boolean
          /** must be a currency as in ISO 4217: that of amounts without one */
          currency?: string
        }>
        /** What each row must have. Contacts are matched as by PUT. */
        key: "phone" | "externalId" | "userId" | "id" | "any" | (string & {})
        /** When keys of one row belong to different contacts. */
        onConflict: "fail" | "preferExternalId" | "merge" | (string & {})
        /** A static segment. */
        addToSegment: string | null
        /** A cell that holds it clears the field; an empty one leaves it alone. */
        clear: string
        /** Without evidence rows may opt people out, never in. What a person has said since stands. */
        consent: {
          /** marketing, utility, authentication, service, or a topic such as marketing.offers. */
          purpose: string
          /** For every row; else a column says it. */
          state?: "opted_in" | "opted_out" | (string & {})
          column?: string
          evidence?: {
            /** How the person agreed. */
            kind: "form" | "keyword" | "button" | "store" | "verbal" | "document" | (string & {})
            /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
            occurredAt?: string
            occurredAtColumn?: string
            text?: string
            textColumn?: string
            reference?: string
            referenceColumn?: string
            noticeVersion?: string
          }
        } | null
      }
      confidence: Array<{
        column: string
        confidence: number
      }>
    }
    /** A saved mapping whose columns the file has. */
    savedMappingId: string | null
  } | null
  mapping: {
    columns: Array<{
      column: string
      /** phone, name, tags, language, timezone, country, externalId, userId, id, or `attributes.<key>`. Several columns with the target name are put together. */
      target: string
      /** As of a bulk write: set, setIfEmpty, append or remove. */
      mode?: "set" | "setIfEmpty" | "append" | "remove" | (string & {})
      /** must be a country as in ISO 3166: that of phone numbers without a country code */
      defaultCountry?: string
      /** What parts several values in one cell. Of phone numbers the first counts. */
      split?: string
      /** Of externalId: the system whose id it is. */
      source?: string
      /** Such as DD/MM/YYYY. Without one, only YYYY-MM-DD is a date. */
      dateFormat?: string
      /** Of instants that name none. */
      timezone?: string
      /** What stands before the decimals; then the other may stand between thousands. */
      decimal?: "." | "," | (string & {})
      /** Of a select or multi_select: a value that is no option yet becomes one, as long as there is room. */
      createOptions?: boolean
      /** must be a currency as in ISO 4217: that of amounts without one */
      currency?: string
    }>
    /** What each row must have. Contacts are matched as by PUT. */
    key: "phone" | "externalId" | "userId" | "id" | "any" | (string & {})
    /** When keys of one row belong to different contacts. */
    onConflict: "fail" | "preferExternalId" | "merge" | (string & {})
    /** A static segment. */
    addToSegment: string | null
    /** A cell that holds it clears the field; an empty one leaves it alone. */
    clear: string
    /** Without evidence rows may opt people out, never in. What a person has said since stands. */
    consent: {
      /** marketing, utility, authentication, service, or a topic such as marketing.offers. */
      purpose: string
      /** For every row; else a column says it. */
      state?: "opted_in" | "opted_out" | (string & {})
      column?: string
      evidence?: {
        /** How the person agreed. */
        kind: "form" | "keyword" | "button" | "store" | "verbal" | "document" | (string & {})
        /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
        occurredAt?: string
        occurredAtColumn?: string
        text?: string
        textColumn?: string
        reference?: string
        referenceColumn?: string
        noticeVersion?: string
      }
    } | null
  } | null
  dryRun: {
    /** Rows that are done. */
    rows: number
    counts: {
      created: number
      updated: number
      unchanged: number
      /** Not written: duplicatesInFile, conflicts and invalid together. */
      failed: number
      duplicatesInFile: number
      conflicts: number
      invalid: number
      /** Written, and on the list of those who are sent nothing. */
      suppressed: number
      /** Written; landlines rarely are on WhatsApp. */
      landlines: number
      consentsChanged: number
      /** The person has said something else since, which stands. */
      consentsKept: number
      addedToSegment: number
      byError: Array<{
        /** Why rows were not written. */
        code: "phone_missing" | "phone_scientific" | "phone_ambiguous_country" | "phone_impossible" | "phone_several" | "key_missing" | "duplicate_in_file" | "conflict" | "not_found" | "type_mismatch" | "unknown_option" | "suppressed" | "row_too_long" | "row_unreadable" | "consent_evidence_missing" | (string & {})
        count: number
        sampleRows: Array<number>
      }>
    }
  } | null
  run: {
    /** Rows that are done. */
    rows: number
    counts: {
      created: number
      updated: number
      unchanged: number
      /** Not written: duplicatesInFile, conflicts and invalid together. */
      failed: number
      duplicatesInFile: number
      conflicts: number
      invalid: number
      /** Written, and on the list of those who are sent nothing. */
      suppressed: number
      /** Written; landlines rarely are on WhatsApp. */
      landlines: number
      consentsChanged: number
      /** The person has said something else since, which stands. */
      consentsKept: number
      addedToSegment: number
      byError: Array<{
        /** Why rows were not written. */
        code: "phone_missing" | "phone_scientific" | "phone_ambiguous_country" | "phone_impossible" | "phone_several" | "key_missing" | "duplicate_in_file" | "conflict" | "not_found" | "type_mismatch" | "unknown_option" | "suppressed" | "row_too_long" | "row_unreadable" | "consent_evidence_missing" | (string & {})
        count: number
        sampleRows: Array<number>
      }>
    }
  } | null
  undo: {
    deleted: number
    restored: number
    /** Changed or used since. */
    kept: number
  } | null
  error: string | null
  createdBy: string | null
  createdAt: string
  startedAt: string | null
  finishedAt: string | null
  undoUntil: string | null
}

export type ImportMapping = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  mapping: {
    columns: Array<{
      column: string
      /** phone, name, tags, language, timezone, country, externalId, userId, id, or `attributes.<key>`. Several columns with the target name are put together. */
      target: string
      /** As of a bulk write: set, setIfEmpty, append or remove. */
      mode?: "set" | "setIfEmpty" | "append" | "remove" | (string & {})
      /** must be a country as in ISO 3166: that of phone numbers without a country code */
      defaultCountry?: string
      /** What parts several values in one cell. Of phone numbers the first counts. */
      split?: string
      /** Of externalId: the system whose id it is. */
      source?: string
      /** Such as DD/MM/YYYY. Without one, only YYYY-MM-DD is a date. */
      dateFormat?: string
      /** Of instants that name none. */
      timezone?: string
      /** What stands before the decimals; then the other may stand between thousands. */
      decimal?: "." | "," | (string & {})
      /** Of a select or multi_select: a value that is no option yet becomes one, as long as there is room. */
      createOptions?: boolean
      /** must be a currency as in ISO 4217: that of amounts without one */
      currency?: string
    }>
    /** What each row must have. Contacts are matched as by PUT. */
    key: "phone" | "externalId" | "userId" | "id" | "any" | (string & {})
    /** When keys of one row belong to different contacts. */
    onConflict: "fail" | "preferExternalId" | "merge" | (string & {})
    /** A static segment. */
    addToSegment: string | null
    /** A cell that holds it clears the field; an empty one leaves it alone. */
    clear: string
    /** Without evidence rows may opt people out, never in. What a person has said since stands. */
    consent: {
      /** marketing, utility, authentication, service, or a topic such as marketing.offers. */
      purpose: string
      /** For every row; else a column says it. */
      state?: "opted_in" | "opted_out" | (string & {})
      column?: string
      evidence?: {
        /** How the person agreed. */
        kind: "form" | "keyword" | "button" | "store" | "verbal" | "document" | (string & {})
        /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
        occurredAt?: string
        occurredAtColumn?: string
        text?: string
        textColumn?: string
        reference?: string
        referenceColumn?: string
        noticeVersion?: string
      }
    } | null
  }
  createdAt: string
  updatedAt: string
}

export type InboxAgent = {
  /** must be an id of ours, a UUID */
  memberId: string
  /** Takes conversations. */
  available: boolean
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  availableChangedAt: string
  /** Open conversations at once. */
  capacity: number
  /** Open conversations that they have. */
  load: number
}

export type InboxCounters = {
  data: Array<{
    /** `open`, `unread`, `mine`, `unassigned`, `pending`, `snoozed`, or the id of a view. */
    view: string
    /** Exact up to 999; 1000 stands for more. */
    count: number
  }>
}

export type InboxSettings = {
  /** must be manual (nobody gets anything by itself), round_robin or least_loaded */
  assignment: "manual" | "round_robin" | "least_loaded" | (string & {})
  /** must be how many open conversations an agent has at once who has no capacity of their own */
  capacity: number
  /** must be after how many minutes away what waits is taken back from an agent; null: never */
  returnAfterMinutes: number | null
  /** Only the assignee answers; owners and admins may, too. */
  onlyAssigneeSends: boolean
  /** must be 50 reasons at most */
  closeReasons: Array<{
    /** must be lower-case letters, digits, - and _ */
    key: string
    /** must have 1 to 64 characters */
    label: string
  }>
  /** Closing takes one of the reasons. */
  requireCloseReason: boolean
  /** must be what members with the role agent see: all conversations, those of their teams and of nobody, or their own */
  agentsSee: "all" | "team" | "assigned" | (string & {})
  /** must be within how many minutes of business a person is answered; null: nothing is promised */
  firstResponseMinutes: number | null
  /** must be within how many minutes of business a conversation is closed; null: nothing is promised */
  resolutionMinutes: number | null
  /** must be when the team works; null: every hour counts */
  businessHours: {
    /** must be an IANA time zone, such as Asia/Kolkata */
    timeZone: string
    /** must be spans of days that do not overlap */
    spans: Array<{
      /** must be mon, tue, wed, thu, fri, sat or sun */
      day: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun" | (string & {})
      /** must be a local time as HH:MM */
      from: string
      /** must be a local time as HH:MM, or 24:00 */
      to: string
    }>
  } | null
  /** must be roles that see phone numbers without their last digits */
  maskPhonesFor: Array<"owner" | "admin" | "agent" | "developer" | "billing" | "viewer" | (string & {})>
}

export type InboxView = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  /** must be an id of ours, a UUID */
  ownerId: string | null
  filters: {
    /** must be a status */
    status?: "open" | "pending" | "snoozed" | "closed" | (string & {})
    /** must be a member’s id, `me` or `nobody` */
    assignee?: string
    /** must be an id of ours, a UUID */
    teamId?: string
    /** must be an id of ours, a UUID */
    labelId?: string
    /** must be a priority */
    priority?: "low" | "normal" | "high" | "urgent" | (string & {})
    unread?: boolean
    /** must be an id of ours, a UUID */
    numberId?: string
  }
  createdAt: string
}

export type IncomingEvent = {
  /** must be an id of ours, a UUID */
  id: string
  /** pending: it is about to be acted upon. unmapped: it names no person. */
  state: "pending" | "waiting" | "applied" | "skipped" | "unmapped" | "failed" | (string & {})
  /** Why nothing followed, or not yet: source_paused, no_phone, no_recipient, no_actions, erased_person, contact_conflict, contact_refused, not_for_it, already_sent, too_late, no_conversation, flow_not_live, drip_not_active, not_let_in, ended_before, not_in_drip, number_gone, template_not_approved, param_missing, waits, insufficient_balance, failed, or a reason of policy such as opted_out. */
  reason: string | null
  type: string | null
  /** must be an id of ours, a UUID */
  contactId: string | null
  data: Record<string, string>
  /** Values that were left out. */
  notes: Array<{
    field: string
    message: string
  }>
  /** Rises with each replay. */
  run: number
  /** How often it came again. */
  duplicates: number
  occurredAt: string | null
  receivedAt: string
  appliedAt: string | null
}

export type IncomingEventWithBody = {
  /** must be an id of ours, a UUID */
  id: string
  /** pending: it is about to be acted upon. unmapped: it names no person. */
  state: "pending" | "waiting" | "applied" | "skipped" | "unmapped" | "failed" | (string & {})
  /** Why nothing followed, or not yet: source_paused, no_phone, no_recipient, no_actions, erased_person, contact_conflict, contact_refused, not_for_it, already_sent, too_late, no_conversation, flow_not_live, drip_not_active, not_let_in, ended_before, not_in_drip, number_gone, template_not_approved, param_missing, waits, insufficient_balance, failed, or a reason of policy such as opted_out. */
  reason: string | null
  type: string | null
  /** must be an id of ours, a UUID */
  contactId: string | null
  data: Record<string, string>
  /** Values that were left out. */
  notes: Array<{
    field: string
    message: string
  }>
  /** Rises with each replay. */
  run: number
  /** How often it came again. */
  duplicates: number
  occurredAt: string | null
  receivedAt: string
  appliedAt: string | null
  /** As it came; empty once its person was erased. */
  body: string
  headers: Record<string, string>
  outcomes: Array<{
    actionId: string
    /** What the action does. */
    kind: "send_template" | "start_flow" | "enroll" | "exit_drip" | (string & {})
    /** What became of it. */
    outcome: "done" | "skipped" | "waiting" | (string & {})
    reason: string | null
    /** must be an id of ours, a UUID */
    messageId: string | null
    /** must be an id of ours, a UUID */
    referenceId: string | null
    at: string
  }>
}

export type InteractiveContent = ReplyButtonsMessage | ListMessage | LinkButtonMessage | LocationRequestMessage | AddressRequestMessage | FlowMessage | ProductMessage | ProductListMessage | CatalogMessage | CarouselMessage | CallPermissionMessage | CallButtonMessage | ContactRequestMessage | OrderDetailsMessage | OrderStatusMessage

export type InteractiveHeader = {
  type: "text"
  text: string
} | {
  type: "image"
  image: HeaderMedia
} | {
  type: "video"
  video: HeaderMedia
} | {
  type: "document"
  document: HeaderDocument
}

export type Invoice = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be one of tax_invoice, receipt_voucher, refund_voucher, credit_note, statement */
  kind: "tax_invoice" | "receipt_voucher" | "refund_voucher" | "credit_note" | "statement" | (string & {})
  /** Consecutive within its series and financial year. */
  number: string
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** must be a decimal string with six decimals at most, such as "12.50" */
  total: string
  /** The document that a credit note corrects. */
  corrects: string | null
  issuedAt: string
}

export type Label = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  colour: string | null
  createdAt: string
}

export type LinkButtonMessage = {
  type: "cta_url"
  header?: InteractiveHeader
  body: {
    text: string
  }
  footer?: {
    text: string
  }
  action: {
    name: "cta_url"
    parameters: {
      displayText: string
      /** What the button opens. */
      url: string
    }
  }
}

export type LinkSettings = {
  /** must be an origin that leads to this gateway, such as https://go.example.com; null: that of the gateway */
  baseUrl: string | null
  /** must be domains to which links may lead, with their subdomains; none: anywhere */
  allowedDomains: Array<string>
  /** must be parameters that are added to each target, such as utm_source */
  utm: Record<string, string>
  /** must be 1 to 3,650 days; 365 unless set */
  expiresDays: number
  /** The address of a button that is to carry a short link. */
  buttonUrl: string
}

export type ListMessage = {
  type: "list"
  header?: {
    type: "text"
    text: string
  }
  body: {
    text: string
  }
  footer?: {
    text: string
  }
  action: {
    /** The text of the button that opens the list. */
    button: string
    sections: Array<{
      /** Required where there is more than one section. */
      title?: string
      rows: Array<{
        id: string
        title: string
        description?: string
      }>
    }>
  }
}

export type LocationContent = {
  /** From -90 to 90. */
  latitude: number | string
  /** From -180 to 180. */
  longitude: number | string
  name?: string
  address?: string
}

export type LocationRequestMessage = {
  type: "location_request_message"
  body: {
    text: string
  }
  footer?: {
    text: string
  }
  action: {
    name: "send_location"
  }
}

export type Macro = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  steps: ConversationSteps
  createdAt: string
  updatedAt: string
}

export type Message = {
  /** must be an id of ours, a UUID */
  id: string
  /** Seen from you. */
  direction: "inbound" | "outbound" | (string & {})
  /** must be an id of ours, a UUID */
  numberId: string
  /** The other side: digits of the phone, Meta’s user id, or both. In a group who wrote it. */
  peer: {
    phone: string | null
    userId: string | null
  }
  /** Meta’s id of the group in which it was written; null: in none. */
  groupId: string | null
  type: string
  /** The content under the name of its type, as in sending; of inbound messages all that Meta told. */
  content: Record<string, unknown>
  /** processing: it is leaving at this moment. */
  status: "scheduled" | "queued" | "retrying" | "sent" | "failed" | "delivered" | "read" | "canceled" | "received" | "processing" | (string & {})
  wamid: string | null
  /** must be an id of ours, a UUID */
  batchId: string | null
  metadata: Record<string, unknown> | null
  dryRun: boolean
  /** How WhatsApp priced it, in its own words; null: it has not said. */
  pricing: {
    category?: string | null
    type?: string | null
    model?: string | null
    billable?: boolean | null
  } | null
  /** Meta’s code and words, and `cause`: what it means and what to do. */
  error: {
    code?: number | null
    subcode?: number | null
    title?: string
    details?: string | null
    cause?: string
    traceId?: string | null
  } | null
  timeline: Array<{
    status: string
    at: string
    detail?: string
  }>
  scheduledAt: string | null
  sentAt: string | null
  deliveredAt: string | null
  readAt: string | null
  failedAt: string | null
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  createdAt: string
}

export type Note = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be an id of ours, a UUID */
  conversationId: string
  author: {
    /** `member`, `api_key`, `operator` or `system`. */
    kind: string
    /** must be an id of ours, a UUID */
    id: string | null
    name: string | null
  }
  body: string
  mentions: Array<string>
  createdAt: string
}

export type OrderDetailsMessage = {
  type: "order_details"
  header?: InteractiveHeader
  body: {
    text: string
  }
  footer?: {
    text: string
  }
  action: {
    name: "review_and_pay"
    /** As Meta’s page on payments of the country says. */
    parameters: Record<string, unknown>
  }
}

export type OrderStatusMessage = {
  type: "order_status"
  body: {
    text: string
  }
  footer?: {
    text: string
  }
  action: {
    name: "review_order"
    /** As Meta’s page on payments of the country says. */
    parameters: Record<string, unknown>
  }
}

export type OwnPartner = {
  partner: {
    /** must be an id of ours, a UUID */
    id: string
    name: string
  }
  /** The partner's own name for the account. */
  externalId: string
  /** must be none, read, or full: all that the owner may do, but for keys, members and this */
  access: "none" | "read" | "full" | (string & {})
  suspensions: Array<{
    mode: string
    suspendedBy: string
    message: string | null
    /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
    since: string
  }>
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  since: string
}

export type Payment = {
  /** The provider's. */
  id: string
  /** must be one of authorized, captured, failed */
  state: "authorized" | "captured" | "failed" | (string & {})
  /** must be a decimal string with six decimals at most, such as "12.50" */
  amount: string
  /** must be an ISO 4217 code such as INR */
  currency: string
  credited: boolean
  /** `amount_mismatch`: it is another amount or currency than was asked for. */
  problem: string | null
  /** The provider's word for why it failed. */
  failure: string | null
}

export type PersonErasure = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be an id of ours, a UUID */
  contactId: string | null
  /** `running` or `done`. */
  state: string
  requestedAt: string
  finishedAt: string | null
  /** Rows that are gone, by kind. */
  counts: Record<string, number>
}

export type Policy = {
  /** must be opt_out (marketing goes to all who have not said stop) or opt_in (only to those who agreed) */
  marketingConsent: "opt_out" | "opt_in" | (string & {})
  /** must be ISO 3166 codes of countries that get no marketing, such as US */
  blockedCountries: Array<string>
  /** must be the local times between which no marketing leaves; null: none */
  quietHours: {
    /** must be a time of day as HH:MM */
    from: string
    /** must be a time of day as HH:MM */
    to: string
  } | null
  /** must be an IANA time zone, such as Asia/Kolkata */
  timeZone: string
  /** must be six caps at most on the marketing messages of a person */
  caps: Array<{
    /** must be 1 to 100 */
    max: number
    /** must be day, week or month */
    per: "day" | "week" | "month" | (string & {})
    /** must be calendar (of the person) or rolling (the time before) */
    window: "calendar" | "rolling" | (string & {})
  }>
  /** must be 1 to 30 days; null: the same may be sent again */
  duplicateDays: number | null
  /** Whether marketing waits after Meta held some back (131049). */
  learnFromMeta: boolean
  /** By the name of a template: the topic for which it is sent. */
  templateTopics: Record<string, string>
  /** Whether a stop by keyword holds for the number that it was sent to alone, and not for every number. */
  stopsPerNumber: boolean
  /** must be phrases that are understood beside the keywords */
  keywords: {
    /** must be 50 phrases at most, each of 100 characters at most */
    stop?: Array<string>
    /** must be 50 phrases at most, each of 100 characters at most */
    start?: Array<string>
    /** must be 50 phrases at most, each of 100 characters at most */
    agree?: Array<string>
  }
  /** must be a text of 1,000 characters at most that answers an opt-out by keyword; null: none */
  confirmation: string | null
}

export type Price = {
  /** must be a decimal string with six decimals at most, such as "12.50" */
  total: string
  /** Meta's share. */
  meta: string
  /** must be a decimal string with six decimals at most, such as "12.50" */
  markup: string
  /** Of the platform. */
  fee: string
  market: string
  /** must be one of marketing, utility, authentication, authentication_international, service */
  category: "marketing" | "utility" | "authentication" | "authentication_international" | "service" | (string & {})
  country: string | null
  cardId: string | null
  /** How the total came about, line by line. */
  steps: Array<{
    /** rate, reported_cost, free, markup, platform_fee, meta_included or total. */
    kind: string
    label: string
    /** must be a decimal string with six decimals at most, such as "12.50" */
    amount: string
  }>
}

/** RFC 9457 problem details. */
export type Problem = {
  /** Path of the page that describes this kind of error. */
  type: string
  title: string
  status: number
  /** Stable name of the kind of error; decide by this one. */
  code: string
  /** Stable name of the cause, where one `code` has several; each operation names its own. */
  reason?: string
  /** Since when the reason holds. */
  since?: string | null
  /** When it ends; null: not by itself. */
  until?: string | null
  /** What the request may cost. */
  required?: string
  /** What the wallet has for it. */
  available?: string
  currency?: string
  /** The id of what is there already. */
  existingId?: string
  /** What the reason rests on. */
  evidence?: {
    kind?: "consent_event" | "suppression" | "report" | (string & {})
    id?: string | null
    source?: string
  } | null
  /** What was wrong with this request. */
  detail: string
  /** Every problem of the request at once; `path` as `template.components.0.type`. */
  errors: Array<{
    /** As `template.components.0.type`. */
    path: string
    /** The same as a JSON Pointer: `/template/components/0/type`. */
    pointer: string
    detail: string
  }>
  /** The same request may succeed later. */
  retryable: boolean
  /** As in the header `X-Request-Id`: quote it when you ask for help. */
  requestId: string
}

export type ProductListMessage = {
  type: "product_list"
  header: {
    type: "text"
    text: string
  }
  body: {
    text: string
  }
  footer?: {
    text: string
  }
  action: {
    catalogId: string
    sections: Array<{
      /** Required where there is more than one section. */
      title?: string
      productItems: Array<{
        productRetailerId: string
      }>
    }>
  }
}

export type ProductMessage = {
  type: "product"
  body?: {
    text: string
  }
  footer?: {
    text: string
  }
  action: {
    catalogId: string
    productRetailerId: string
  }
}

export type ReactionContent = {
  /** The message that is reacted to. */
  messageId: string
  /** One emoji. An empty string removes the reaction. */
  emoji: string
}

export type RecordedConsent = {
  /** must be an id of ours, a UUID */
  contactId: string
  /** `superseded`: the person has said something else since, which stands. */
  outcome: "changed" | "unchanged" | "superseded" | (string & {})
  eventId: string | null
  consent: Consent
}

export type Refund = {
  /** must be an id of ours, a UUID */
  id: string
  /** The provider's. */
  paymentId: string
  /** must be one of pending, processed, failed */
  state: "pending" | "processed" | "failed" | (string & {})
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** What leaves the wallet. */
  amount: string
  /** On top of it. */
  tax: string
  /** What the payer gets. */
  total: string
  reason: string | null
  /** The provider's word for why it failed. */
  failure: string | null
  createdAt: string
  updatedAt: string
}

export type Reply = {
  /** The kind of message; its content stands under the member of this name. */
  type: "text" | "image" | "video" | "audio" | "document" | "sticker" | "location" | "contacts" | "reaction" | "interactive" | "template"
  text?: unknown
  image?: unknown
  video?: unknown
  audio?: unknown
  document?: unknown
  sticker?: unknown
  location?: unknown
  contacts?: unknown
  reaction?: unknown
  interactive?: unknown
  template?: unknown
  /** The message that is quoted: our id, or the wamid. */
  replyTo?: string
  /** ISO 8601 with a time zone, at most a year ahead; left out: now. */
  sendAt?: string
  metadata?: Record<string, unknown>
  /** Checks and accepts, but nothing leaves. */
  dryRun?: boolean
  /** When it stays unknown whether Meta took the message; left out: resend once. */
  onUnknownOutcome?: "resend" | "fail"
  /** Which messages of the number leave first; left out: as the type and the category of the template say. */
  priority?: "authentication" | "reply" | "utility" | "bulk"
  /** Our id of the last message that you have seen: somebody else’s answer after it is a 409. Left out: it does not matter. */
  seenUpTo?: string
}

export type ReplyButtonsMessage = {
  type: "button"
  header?: InteractiveHeader
  body: {
    text: string
  }
  footer?: {
    text: string
  }
  action: {
    buttons: Array<{
      type: "reply"
      reply: {
        id: string
        title: string
      }
    }>
  }
}

export type Retention = {
  /** Whole days; null: for as long as the operator keeps it. */
  messagesDays: number | null
  /** Whole days; null: for as long as the operator keeps it. */
  mediaDays: number | null
  /** Whole days; null: for as long as the operator keeps it. */
  eventsDays: number | null
  /** What the operator keeps at the most; null: for ever. */
  bounds: {
    /** Whole days; null: for as long as the operator keeps it. */
    messagesDays: number | null
    /** Whole days; null: for as long as the operator keeps it. */
    mediaDays: number | null
    /** Whole days; null: for as long as the operator keeps it. */
    eventsDays: number | null
  }
}

export type Segment = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  /** dynamic: whoever the filter finds when asked. static: a list. */
  kind: "dynamic" | "static" | (string & {})
  filter: Record<string, unknown> | null
  /** Counts the changes of the filter. */
  revision: number
  /** Whether `segment.entered` and `segment.left` are told. Its members are then stored; who is in it when that begins, or when its filter changes, is not told. */
  followed: boolean
  followedSince: string | null
  createdAt: string
  updatedAt: string
}

export type SendMessage = {
  /** The number to send from: our id, its phone number or Meta’s id. Left out: the default number. */
  from?: string
  /** Phone number with country code; +, spaces and dashes are allowed. */
  to?: string
  /** Meta’s user id, for people who show no phone number. */
  toUserId?: string
  /** The kind of message; its content stands under the member of this name. */
  type: "text" | "image" | "video" | "audio" | "document" | "sticker" | "location" | "contacts" | "reaction" | "interactive" | "template"
  text?: TextContent
  image?: ImageContent
  video?: VideoContent
  audio?: AudioContent
  document?: DocumentContent
  sticker?: StickerContent
  location?: LocationContent
  contacts?: Array<ContactContent>
  reaction?: ReactionContent
  interactive?: InteractiveContent
  template?: TemplateContent
  /** The message that is quoted: our id, or the wamid. */
  replyTo?: string
  /** ISO 8601 with a time zone, at most a year ahead; left out: now. */
  sendAt?: string
  metadata?: Record<string, unknown>
  /** Checks and accepts, but nothing leaves. */
  dryRun?: boolean
  /** When it stays unknown whether Meta took the message; left out: resend once. */
  onUnknownOutcome?: "resend" | "fail"
  /** Which messages of the number leave first; left out: as the type and the category of the template say. */
  priority?: "authentication" | "reply" | "utility" | "bulk"
}

export type Sendability = {
  /** must be an id of ours, a UUID */
  contactId: string
  purpose: string
  /** `wait`: a message is accepted, and leaves when `until` is over. */
  verdict: "send" | "wait" | "refuse" | (string & {})
  reason: "erased" | "suppressed" | "blocked" | "opted_out" | "consent_missing" | "country_not_allowed" | "unreachable" | "template_resting" | "frequency_capped" | "quiet_hours" | "meta_capped" | "duplicate_content" | null | (string & {})
  since: string | null
  until: string | null
  /** What the reason rests on: an event of the ledger, a suppression, or a report of Meta. */
  evidence: {
    kind?: string
    id?: string | null
    source?: string
  } | null
}

export type StickerContent = {
  /** The id of an uploaded file. */
  id?: string
  /** A public address from which Meta fetches the file, in place of an id. */
  link?: string
}

export type Suppression = {
  /** must be an id of ours, a UUID */
  id: string
  phone: string | null
  userId: string | null
  /** must be all (everything but replies) or marketing */
  scope: "all" | "marketing" | (string & {})
  /** `erased`: the data of the person were erased, and their keyed hash alone is kept. */
  reason: string
  note: string | null
  until: string | null
  createdAt: string
}

export type SyncRun = {
  /** must be an id of ours, a UUID */
  id: string
  /** full: everything was read. */
  kind: "full" | "incremental" | (string & {})
  /** What became of it. */
  state: "running" | "completed" | "failed" | (string & {})
  counts: {
    read: number
    created: number
    updated: number
    unchanged: number
    failed: number
    /** Records that are not there any more. Their contacts stay. */
    gone: number
  }
  problem: string | null
  startedAt: string
  endedAt: string | null
}

export type Tag = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  colour: string | null
  createdAt: string
}

export type Team = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  memberIds: Array<string>
  createdAt: string
}

export type TemplateBody = {
  type: "body"
  parameters?: Array<TemplateParameter>
}

export type TemplateButton = {
  type: "button"
  subType: "quick_reply" | "url" | "copy_code" | "flow" | "catalog" | "mpm" | "voice_call" | "order_details" | "reminder" | "app"
  /** From 0, in the template’s list of buttons. */
  index: number | string
  parameters?: Array<TemplateParameter>
}

export type TemplateComponent = TemplateHeader | TemplateBody | TemplateButton | {
  type: "carousel"
  cards: Array<{
    /** The place of the card, from 0. */
    cardIndex: number
    components?: Array<TemplateHeader | TemplateBody | TemplateButton>
  }>
} | {
  type: "limited_time_offer"
  parameters?: Array<TemplateParameter>
} | {
  type: "tap_target_configuration"
  tapTargetConfiguration?: Array<{
    /** What a tap opens. */
    url: string
    title: string
  }>
  parameters?: Array<Record<string, unknown>>
} | {
  type: "order_status"
  parameters?: Array<TemplateParameter>
}

export type TemplateContent = {
  name: string
  /** Of older templates; Meta ignores it. */
  namespace?: string
  language: {
    /** The code under which the template was created, such as en_US. */
    code: string
    policy?: "deterministic"
  }
  /** The values of the variables. Left out for a template without variables. */
  components?: Array<TemplateComponent>
}

export type TemplateHeader = {
  type: "header"
  parameters?: Array<TemplateParameter>
}

export type TemplateParameter = {
  type: "text"
  /** The variable, where they have names. */
  parameterName?: string
  text: string
} | {
  type: "currency"
  /** The variable, where they have names. */
  parameterName?: string
  currency: {
    fallbackValue: string
    /** As in ISO 4217. */
    code: string
    /** The amount in thousandths. */
    amount1000: number | string
  }
} | {
  type: "date_time"
  /** The variable, where they have names. */
  parameterName?: string
  dateTime: {
    /** What WhatsApp shows; the rest is ignored. */
    fallbackValue: string
    dayOfWeek?: number | string
    year?: number | string
    month?: number | string
    dayOfMonth?: number | string
    hour?: number | string
    minute?: number | string
    calendar?: string
    timestamp?: number | string
  }
} | {
  type: "image"
  /** The variable, where they have names. */
  parameterName?: string
  image: HeaderMedia
} | {
  type: "video"
  /** The variable, where they have names. */
  parameterName?: string
  video: HeaderMedia
} | {
  type: "gif"
  /** The variable, where they have names. */
  parameterName?: string
  gif: HeaderMedia
} | {
  type: "document"
  /** The variable, where they have names. */
  parameterName?: string
  document: HeaderDocument
} | {
  type: "location"
  /** The variable, where they have names. */
  parameterName?: string
  location: LocationContent
} | {
  type: "product"
  product: {
    productRetailerId: string
    catalogId?: string
  }
} | {
  type: "payload"
  payload: string
} | {
  type: "coupon_code"
  couponCode: string
} | {
  type: "action"
  action: {
    flowToken?: string
    /** Given to the first screen of the flow. */
    flowActionData?: Record<string, unknown>
    thumbnailProductRetailerId?: string
    sections?: Array<{
      /** Required where there is more than one section. */
      title?: string
      productItems: Array<{
        productRetailerId: string
      }>
    }>
    /** As Meta’s page on payments of the country says. */
    orderDetails?: Record<string, unknown>
  }
} | {
  type: "ttl_minutes"
  ttlMinutes: number
} | {
  type: "limited_time_offer"
  limitedTimeOffer: {
    /** Milliseconds since 1970. */
    expirationTimeMs: number
  }
} | {
  type: "order_status"
  /** As Meta’s page on payments of the country says. */
  orderStatus: Record<string, unknown>
}

export type TextContent = {
  body: string
  /** Whether WhatsApp shows a preview of the first link. */
  previewUrl?: boolean
}

export type ThreadMessage = {
  /** must be an id of ours, a UUID */
  id: string
  /** Seen from you. */
  direction: "inbound" | "outbound" | (string & {})
  /** must be an id of ours, a UUID */
  numberId: string
  /** The other side: digits of the phone, Meta’s user id, or both. In a group who wrote it. */
  peer: {
    phone: string | null
    userId: string | null
  }
  /** Meta’s id of the group in which it was written; null: in none. */
  groupId: string | null
  type: string
  /** The content under the name of its type, as in sending; of inbound messages all that Meta told. */
  content: Record<string, unknown>
  /** processing: it is leaving at this moment. */
  status: "scheduled" | "queued" | "retrying" | "sent" | "failed" | "delivered" | "read" | "canceled" | "received" | "processing" | (string & {})
  wamid: string | null
  /** must be an id of ours, a UUID */
  batchId: string | null
  metadata: Record<string, unknown> | null
  dryRun: boolean
  /** How WhatsApp priced it, in its own words; null: it has not said. */
  pricing: {
    category?: string | null
    type?: string | null
    model?: string | null
    billable?: boolean | null
  } | null
  /** Meta’s code and words, and `cause`: what it means and what to do. */
  error: {
    code?: number | null
    subcode?: number | null
    title?: string
    details?: string | null
    cause?: string
    traceId?: string | null
  } | null
  timeline: Array<{
    status: string
    at: string
    detail?: string
  }>
  scheduledAt: string | null
  sentAt: string | null
  deliveredAt: string | null
  readAt: string | null
  failedAt: string | null
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  createdAt: string
  /** Who answered in the inbox; null: it came in, or was sent in another way. */
  sentBy: {
    /** `member`, `api_key`, `operator` or `system`. */
    kind: string
    /** must be an id of ours, a UUID */
    id: string | null
    name: string | null
  } | null
}

export type TimelineEntry = {
  /** must be an id of ours, a UUID */
  id: string
  /** `message`, `updated`, `tags`, `merged`, `unmerged`; more may come. */
  kind: string
  at: string
  data: Record<string, unknown>
}

export type VideoContent = {
  /** The id of an uploaded file. */
  id?: string
  /** A public address from which Meta fetches the file, in place of an id. */
  link?: string
  caption?: string
}

export type Wallet = {
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** What may be spent: paid + promo + creditLimit - held. */
  available: string
  /** must be a decimal string with six decimals at most, such as "12.50" */
  paid: string
  /** must be a decimal string with six decimals at most, such as "12.50" */
  promo: string
  /** Set aside for messages of which the outcome is not known. */
  held: string
  /** must be a decimal string with six decimals at most, such as "12.50" */
  creditLimit: string
  /** The last of it that only authentication messages may spend. */
  reserve: string
  thresholds: Array<{
    /** must be a short name of lower-case letters, digits, _ and -, such as low */
    id: string
    /** must be a decimal string with six decimals at most, such as "12.50" */
    below: string
    /** must be a decimal string with six decimals at most, such as "12.50" */
    rearmAbove: string
  }>
  /** Thresholds below which the balance is; `exhausted` for zero. */
  crossed: Array<string>
}

export type WalletHold = {
  /** must be an id of ours, a UUID */
  messageId: string
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** must be a decimal string with six decimals at most, such as "12.50" */
  amount: string
  category: string
  /** When it is released if nothing is heard. */
  expiresAt: string
}

export type WalletTransaction = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** Its place in the statement of this currency, from 1, without gaps. */
  sequence: string
  /** must be one of top_up, promo_grant, promo_expired, adjustment, capture, late_capture, refund, credit_note, refund_requested, refund_sent, refund_returned, dispute_opened, dispute_won, dispute_lost, partner_transfer, pool_draw */
  kind: "top_up" | "promo_grant" | "promo_expired" | "adjustment" | "capture" | "late_capture" | "refund" | "credit_note" | "refund_requested" | "refund_sent" | "refund_returned" | "dispute_opened" | "dispute_won" | "dispute_lost" | "partner_transfer" | "pool_draw" | (string & {})
  /** What it added to the wallet; negative: what it took. */
  amount: string
  /** Paid and promotional money together. */
  balanceAfter: string
  /** must be an id of ours, a UUID */
  messageId: string | null
  reference: string | null
  details: Record<string, unknown>
  createdAt: string
}

export type WebhookDelivery = {
  /** The `webhook-id` of each of its attempts. */
  id: string
  /** must be an id of ours, a UUID */
  endpointId: string
  /** must be an id of ours, a UUID */
  eventId: string
  /** Null: the event is not kept any more. */
  eventType: string | null
  /** failed: given up, or dropped when the endpoint was switched off. */
  status: "delivered" | "retrying" | "failed" | (string & {})
  attempts: Array<{
    /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
    at: string
    /** Null: no answer. */
    status: number | null
    durationMs: number
    error: string | null
    /** The first 4 KiB of the answer. */
    response: string | null
  }>
  nextAttemptAt: string | null
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  updatedAt: string
}

export type WebhookEndpoint = {
  /** must be an id of ours, a UUID */
  id: string
  url: string
  dialect: string
  eventTypes: Array<string>
  description: string | null
  ordered: boolean
  enabled: boolean
  disabledReason: string | null
  failingSince: string | null
  /** The secret before this one signs too, until then. */
  previousSecretUntil: string | null
  /** It is the one that the API of its dialect shows and changes. */
  managedByDialect: boolean
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  createdAt: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  updatedAt: string
}

export type WebhookEndpointWithSecret = {
  /** must be an id of ours, a UUID */
  id: string
  url: string
  dialect: string
  eventTypes: Array<string>
  description: string | null
  ordered: boolean
  enabled: boolean
  disabledReason: string | null
  failingSince: string | null
  /** The secret before this one signs too, until then. */
  previousSecretUntil: string | null
  /** It is the one that the API of its dialect shows and changes. */
  managedByDialect: boolean
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  createdAt: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  updatedAt: string
  /** Shown this once. */
  secret: string
}

export type WebhookReplay = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be an id of ours, a UUID */
  endpointId: string
  /** Which deliveries. */
  what: "failed" | "missing" | "all" | (string & {})
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  from: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  to: string
  /** done: all of it is queued. */
  status: "running" | "done" | "stopped" | (string & {})
  /** Events looked at so far. */
  examined: number
  /** Those of them that were queued once more. */
  queued: number
  detail: string | null
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  createdAt: string
  finishedAt: string | null
}

export type SendMessageBody = SendMessage

export type SendMessageReply = AcceptedMessage

export interface ListMessagesQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** Only these. */
  direction?: "inbound" | "outbound"
  /** must be one or more of scheduled, queued, retrying, sent, failed, delivered, read, canceled, received, processing, with commas between */
  status?: string
  /** must be types of messages such as text,image */
  type?: string
  /** must be an id of ours, a UUID */
  numberId?: string
  /** must be an id of ours, a UUID */
  batchId?: string
  /** Phone number of the other side, or the user id of one without a phone. */
  peer?: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  createdFrom?: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  createdTo?: string
}

export type ListMessagesItem = Message

export type SendBatchBody = {
  /** Each as the body of `POST /v1/messages`, and checked by itself. How many depends on the plan. */
  messages: Array<unknown>
}

export type SendBatchReply = Batch

export type GetMessageReply = Message

export type CancelMessageReply = Message

export type RetryMessageReply = Message

export type MarkMessageReadBody = {
  /** Also shows the typing indicator, for up to 25 s. */
  typing?: boolean
}

export interface GetMessageFiguresQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  from: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  to: string
  /** The spans; left out: `day`. `total` is one for all. */
  granularity?: "hour" | "day" | "total"
  /** Whose hours and days; must be an IANA time zone, such as Asia/Kolkata. Left out: UTC. */
  timeZone?: string
  /** must be one or more of number, direction, type, template, category, status, errorCode, with commas between */
  groupBy?: string
  /** must be an id of ours, a UUID */
  numberId?: string
  /** Only these. */
  direction?: "inbound" | "outbound"
  /** Only messages of this type, such as `template`. */
  type?: string
  /** Only messages made from the template of this name. */
  template?: string
  /** Only messages that Meta priced in this category, such as `marketing`. */
  category?: string
}

export type GetMessageFiguresItem = {
  /** The span begins here. */
  start: string
  /** It ends before this instant. */
  end: string
  /** When grouped by it: our id of the number. */
  numberId?: string | null
  /** When grouped by it. */
  direction?: "inbound" | "outbound" | (string & {})
  /** When grouped by it: the type of message. */
  type?: string | null
  /** When grouped by it: the name of the template; null: made from none. */
  template?: string | null
  /** When grouped by it: as Meta priced the messages; null: it has not said. */
  category?: string | null
  /** When grouped by it: what has become of them: waiting, sent, delivered, read, failed or canceled; received for inbound ones. */
  status?: string | null
  /** When grouped by it: why they failed, mostly a code of Meta’s; null: they did not fail, or no code is known. */
  errorCode?: string | null
  /** All messages of the row. */
  messages: number
  /** Outbound ones that were accepted: waiting, attempted and canceled ones together. */
  accepted: number
  /** Inbound ones. */
  received: number
  /** Accepted and not sent yet: scheduled, queued or tried again. */
  waiting: number
  /** Sent and failed ones together. */
  attempted: number
  /** Taken by WhatsApp and not failed since; delivered and read ones are among them. */
  sent: number
  /** Delivered, or read. */
  delivered: number
  /** Read. A floor: people can switch receipts off. */
  read: number
  /** Failed for good. */
  failed: number
  /** Taken back before they left. */
  canceled: number
  /** Share of `attempted`; null where figures are grouped by status or errorCode. */
  deliveryRate: {
    /** 0 to 1; null: of nothing. */
    share: number | null
    /** The figure that it is a share of. */
    of: "attempted" | (string & {})
    /** That figure. */
    count: number
  } | null
  /** Share of `delivered`; null where figures are grouped by status or errorCode. */
  readRate: {
    /** 0 to 1; null: of nothing. */
    share: number | null
    /** The figure that it is a share of. */
    of: "delivered" | (string & {})
    /** That figure. */
    count: number
  } | null
}

export interface ListConversationsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be an id of ours, a UUID */
  numberId?: string
  /** must be an id of ours, a UUID */
  contactId?: string
  /** Only these. */
  status?: "open" | "pending" | "snoozed" | "closed"
  /** Only these. */
  priority?: "low" | "normal" | "high" | "urgent"
  /** must be an id of ours, a UUID */
  teamId?: string
  /** must be an id of ours, a UUID */
  labelId?: string
  /** Only those of this assignee; empty: those that nobody has. */
  assignee?: string
  /** Only those with unread messages, or only those without. */
  unread?: boolean
  /** must be part of who it is with: beginnings of words of the name, the username, or the first or last digits (three at least) of the number */
  search?: string
}

export type ListConversationsItem = Conversation

export interface SearchMessagesQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be 1 to 100 characters that a message contains */
  text: string
  /** must be an id of ours, a UUID */
  numberId?: string
}

export type SearchMessagesItem = {
  /** must be an id of ours, a UUID */
  messageId: string
  conversation: Conversation
  at: string
}

export type GetConversationReply = Conversation

export type ChangeConversationBody = {
  /** must be open, pending, snoozed or closed */
  status?: "open" | "pending" | "snoozed" | "closed"
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  snoozedUntil?: string | null
  /** must be a key of the close reasons of the account */
  closeReason?: string | null
  /** must be low, normal, high or urgent */
  priority?: "low" | "normal" | "high" | "urgent"
  /** must be an id of ours, a UUID */
  teamId?: string | null
  /** must be 20 labels at most, which replace those it has */
  labelIds?: Array<string>
  /** must have 1 to 100 characters that can be stored, or be null */
  assignee?: string | null
}

export type ChangeConversationReply = Conversation

export interface ListConversationMessagesQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListConversationMessagesItem = ThreadMessage

export type ReplyToConversationBody = Reply

export type ReplyToConversationReply = AcceptedMessage

export type MarkConversationReadBody = {
  /** Whether the person sees blue ticks: true unless given. */
  receipt?: boolean
}

export type AnnouncePresenceBody = {
  /** must be viewing, typing or gone */
  state: "viewing" | "typing" | "gone"
}

export type GetConversationClocksReply = ConversationClocks

export interface GetConversationTranscriptQuery {
  /** must be text or html; left out: text */
  format?: "text" | "html"
  /** With the notes of the team: false unless given. */
  notes?: boolean
}

export interface ListConversationNotesQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListConversationNotesItem = Note

export type CreateConversationNoteBody = {
  /** must be a text for the team */
  body: string
  /** must be ids of members */
  mentions?: Array<string>
}

export type CreateConversationNoteReply = Note

export type GetConversationDraftReply = Draft

export type SaveConversationDraftBody = {
  /** must be what is being written; empty: nothing is */
  body: string
}

export type SaveConversationDraftReply = Draft

export interface ListCannedRepliesQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListCannedRepliesItem = CannedReply

export type CreateCannedReplyBody = {
  /** must be letters, digits, hyphens and underscores; `Refund` and `refund` are the same. Agents type it behind a slash. */
  shortcut: string
  /** must be a text for WhatsApp; `{{contact.name}}` and `{{agent.name}}` are filled in when it is used */
  body: string
}

export type CreateCannedReplyReply = CannedReply

export type UpdateCannedReplyBody = {
  /** must be letters, digits, hyphens and underscores; `Refund` and `refund` are the same. Agents type it behind a slash. */
  shortcut?: string
  /** must be a text for WhatsApp; `{{contact.name}}` and `{{agent.name}}` are filled in when it is used */
  body?: string
}

export type UpdateCannedReplyReply = CannedReply

export type GetInboxSettingsReply = InboxSettings

export type ChangeInboxSettingsBody = {
  /** must be manual (nobody gets anything by itself), round_robin or least_loaded */
  assignment?: "manual" | "round_robin" | "least_loaded"
  /** must be how many open conversations an agent has at once who has no capacity of their own */
  capacity?: number
  /** must be after how many minutes away what waits is taken back from an agent; null: never */
  returnAfterMinutes?: number | null
  /** Only the assignee answers; owners and admins may, too. */
  onlyAssigneeSends?: boolean
  /** must be 50 reasons at most */
  closeReasons?: Array<{
    /** must be lower-case letters, digits, - and _ */
    key: string
    /** must have 1 to 64 characters */
    label: string
  }>
  /** Closing takes one of the reasons. */
  requireCloseReason?: boolean
  /** must be what members with the role agent see: all conversations, those of their teams and of nobody, or their own */
  agentsSee?: "all" | "team" | "assigned"
  /** must be within how many minutes of business a person is answered; null: nothing is promised */
  firstResponseMinutes?: number | null
  /** must be within how many minutes of business a conversation is closed; null: nothing is promised */
  resolutionMinutes?: number | null
  /** must be when the team works; null: every hour counts */
  businessHours?: {
    /** must be an IANA time zone, such as Asia/Kolkata */
    timeZone: string
    /** must be spans of days that do not overlap */
    spans: Array<{
      /** must be mon, tue, wed, thu, fri, sat or sun */
      day: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"
      /** must be a local time as HH:MM */
      from: string
      /** must be a local time as HH:MM, or 24:00 */
      to: string
    }>
  } | null
  /** must be roles that see phone numbers without their last digits */
  maskPhonesFor?: Array<"owner" | "admin" | "agent" | "developer" | "billing" | "viewer">
}

export type ChangeInboxSettingsReply = InboxSettings

export interface ListInboxAgentsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListInboxAgentsItem = InboxAgent

export type ChangeInboxAgentBody = {
  available?: boolean
  /** must be 0 to 1000 */
  capacity?: number
}

export type ChangeInboxAgentReply = InboxAgent

export interface ListInboxViewsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListInboxViewsItem = InboxView

export type CreateInboxViewBody = {
  /** must have 1 to 64 characters */
  name: string
  filters: {
    /** must be a status */
    status?: "open" | "pending" | "snoozed" | "closed"
    /** must be a member’s id, `me` or `nobody` */
    assignee?: string
    /** must be an id of ours, a UUID */
    teamId?: string
    /** must be an id of ours, a UUID */
    labelId?: string
    /** must be a priority */
    priority?: "low" | "normal" | "high" | "urgent"
    unread?: boolean
    /** must be an id of ours, a UUID */
    numberId?: string
  }
  /** Everybody’s rather than your own; a key makes no others. */
  shared?: boolean
}

export type CreateInboxViewReply = InboxView

export type UpdateInboxViewBody = {
  /** must have 1 to 64 characters */
  name?: string
  filters?: {
    /** must be a status */
    status?: "open" | "pending" | "snoozed" | "closed"
    /** must be a member’s id, `me` or `nobody` */
    assignee?: string
    /** must be an id of ours, a UUID */
    teamId?: string
    /** must be an id of ours, a UUID */
    labelId?: string
    /** must be a priority */
    priority?: "low" | "normal" | "high" | "urgent"
    unread?: boolean
    /** must be an id of ours, a UUID */
    numberId?: string
  }
}

export type UpdateInboxViewReply = InboxView

export type GetInboxCountersReply = InboxCounters

export type StartBulkChangeBody = {
  /** Which conversations, as in a view; `{}` is all that you see. */
  filters?: {
    /** must be a status */
    status?: "open" | "pending" | "snoozed" | "closed"
    /** must be a member’s id, `me` or `nobody` */
    assignee?: string
    /** must be an id of ours, a UUID */
    teamId?: string
    /** must be an id of ours, a UUID */
    labelId?: string
    /** must be a priority */
    priority?: "low" | "normal" | "high" | "urgent"
    unread?: boolean
    /** must be an id of ours, a UUID */
    numberId?: string
  }
  /** must be 1 to 1,000 ids of conversations; others are not changed */
  conversationIds?: Array<string>
  /** must be an id of ours, a UUID */
  macroId?: string
  steps?: ConversationSteps
}

export type StartBulkChangeReply = BulkChange

export type GetBulkChangeReply = BulkChange

export type CancelBulkChangeReply = BulkChange

export interface ListMacrosQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListMacrosItem = Macro

export type CreateMacroBody = {
  /** must have 1 to 64 characters */
  name: string
  steps: ConversationSteps
}

export type CreateMacroReply = Macro

export type UpdateMacroBody = {
  /** must have 1 to 64 characters */
  name?: string
  steps?: ConversationSteps
}

export type UpdateMacroReply = Macro

export type RunMacroBody = {
  /** must be an id of ours, a UUID */
  macroId: string
}

export type RunMacroReply = Conversation

export interface ListLabelsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListLabelsItem = Label

export type CreateLabelBody = {
  /** must have 1 to 64 characters */
  name: string
  /** must be a colour such as #1f6feb */
  colour?: string | null
}

export type CreateLabelReply = Label

export type UpdateLabelBody = {
  /** must have 1 to 64 characters */
  name?: string
  /** must be a colour such as #1f6feb */
  colour?: string | null
}

export type UpdateLabelReply = Label

export interface ListTeamsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListTeamsItem = Team

export type CreateTeamBody = {
  /** must have 1 to 64 characters */
  name: string
  /** must be ids of members */
  memberIds?: Array<string>
}

export type CreateTeamReply = Team

export type UpdateTeamBody = {
  /** must have 1 to 64 characters */
  name?: string
  /** must be ids of members */
  memberIds?: Array<string>
}

export type UpdateTeamReply = Team

export interface ListContactsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be beginnings of words of the name, the username, or the first or last digits (three at least) of a number */
  search?: string
  /** must be the name of a tag */
  tag?: string
  /** must be a phone number with its country code, in any spelling */
  phone?: string
  /** must be the id that another system has for the contact */
  externalId?: string
  /** must be a system that knows the contact, such as shopify:acme */
  source?: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  updatedAfter?: string
  /** must be an id of ours, a UUID */
  segment?: string
  /** Of marketing. */
  'consent.marketing'?: "unknown" | "implied" | "pending" | "opted_in" | "opted_out" | "blocked"
  /** Of utility. */
  'consent.utility'?: "unknown" | "implied" | "pending" | "opted_in" | "opted_out" | "blocked"
  /** By when they were made known or last changed; - for latest first. */
  sort?: "-createdAt" | "createdAt" | "-updatedAt" | "updatedAt"
  /** must be a filter as JSON, written as base64url; POST /v1/contacts/search takes it as it is */
  filter?: string
}

export type ListContactsItem = ContactSummary

export type CreateContactBody = {
  /** must be a phone number with its country code, such as +91 99001 12233 */
  phone?: string
  /** must be a user id of Meta, such as IN.13491208655302741918 */
  userId?: string
  /** must be at most 20 ids of other systems */
  externalIds?: Array<{
    /** must be the name of a system such as shopify, or of one of its shops such as shopify:acme */
    source: string
    /** must have 1 to 256 characters */
    externalId: string
  }>
  /** must have 1 to 200 characters */
  name?: string | null
  /** must be a language as in BCP 47, such as hi or en-GB */
  language?: string | null
  /** must be a time zone of the IANA database, such as Asia/Kolkata */
  timezone?: string | null
  /** Values by the keys of `/v1/attributes`; null clears one. */
  attributes?: Record<string, unknown>
  /** must be at most 100 names of tags; those that do not exist are created */
  tags?: Array<string> | null
  /** `set` replaces what is there, `setIfEmpty` leaves it. `append` and `remove` change tags and `multi_select` attributes; other fields are set. */
  mode?: "set" | "setIfEmpty" | "append" | "remove"
  /** By field, such as `tags` or `attributes.city`, where it is not `mode`. */
  modes?: Record<string, "set" | "setIfEmpty" | "append" | "remove">
  /** must be the name of a system such as shopify, or of one of its shops such as shopify:acme */
  source?: string
  /** Where the keys belong to different contacts: `fail` (unless given), `preferExternalId` writes to the one that the other system knows, `merge` makes them one. */
  onConflict?: "fail" | "preferExternalId" | "merge"
}

export type CreateContactReply = Contact

export type SearchContactsBody = {
  /** `{"all": […]}`, `{"any": […]}`, `{"not": …}`, or a condition with `field`, `op` and `value`; at most 5 levels and 50 conditions. docs/contacts.md has the fields and operators. */
  filter: Record<string, unknown>
  /** must be 1 to 100; 50 unless given */
  limit?: number
  /** must be `nextCursor` of the page before, with the same filter */
  cursor?: string
}

export type SearchContactsItem = ContactSummary

export type GetContactReply = Contact

export type UpdateContactBody = {
  /** must be a phone number with its country code, such as +91 99001 12233 */
  phone?: string
  /** must be a user id of Meta, such as IN.13491208655302741918 */
  userId?: string
  /** must be at most 20 ids of other systems */
  externalIds?: Array<{
    /** must be the name of a system such as shopify, or of one of its shops such as shopify:acme */
    source: string
    /** must have 1 to 256 characters */
    externalId: string
  }>
  /** must have 1 to 200 characters */
  name?: string | null
  /** must be a language as in BCP 47, such as hi or en-GB */
  language?: string | null
  /** must be a time zone of the IANA database, such as Asia/Kolkata */
  timezone?: string | null
  /** Values by the keys of `/v1/attributes`; null clears one. */
  attributes?: Record<string, unknown>
  /** must be at most 100 names of tags; those that do not exist are created */
  tags?: Array<string> | null
  /** `set` replaces what is there, `setIfEmpty` leaves it. `append` and `remove` change tags and `multi_select` attributes; other fields are set. */
  mode?: "set" | "setIfEmpty" | "append" | "remove"
  /** By field, such as `tags` or `attributes.city`, where it is not `mode`. */
  modes?: Record<string, "set" | "setIfEmpty" | "append" | "remove">
  /** must be the name of a system such as shopify, or of one of its shops such as shopify:acme */
  source?: string
  /** Where the keys belong to different contacts: `fail` (unless given), `preferExternalId` writes to the one that the other system knows, `merge` makes them one. */
  onConflict?: "fail" | "preferExternalId" | "merge"
}

export type UpdateContactReply = Contact

export type UpsertContactBody = {
  /** must be a phone number with its country code, such as +91 99001 12233 */
  phone?: string
  /** must be a user id of Meta, such as IN.13491208655302741918 */
  userId?: string
  /** must be at most 20 ids of other systems */
  externalIds?: Array<{
    /** must be the name of a system such as shopify, or of one of its shops such as shopify:acme */
    source: string
    /** must have 1 to 256 characters */
    externalId: string
  }>
  /** must have 1 to 200 characters */
  name?: string | null
  /** must be a language as in BCP 47, such as hi or en-GB */
  language?: string | null
  /** must be a time zone of the IANA database, such as Asia/Kolkata */
  timezone?: string | null
  /** Values by the keys of `/v1/attributes`; null clears one. */
  attributes?: Record<string, unknown>
  /** must be at most 100 names of tags; those that do not exist are created */
  tags?: Array<string> | null
  /** `set` replaces what is there, `setIfEmpty` leaves it. `append` and `remove` change tags and `multi_select` attributes; other fields are set. */
  mode?: "set" | "setIfEmpty" | "append" | "remove"
  /** By field, such as `tags` or `attributes.city`, where it is not `mode`. */
  modes?: Record<string, "set" | "setIfEmpty" | "append" | "remove">
  /** must be the name of a system such as shopify, or of one of its shops such as shopify:acme */
  source?: string
  /** Where the keys belong to different contacts: `fail` (unless given), `preferExternalId` writes to the one that the other system knows, `merge` makes them one. */
  onConflict?: "fail" | "preferExternalId" | "merge"
}

export type UpsertContactReply = Contact

export type BulkWriteContactsBody = {
  /** must be 1 to 1,000 contacts */
  contacts: Array<{
    /** must be an id of ours, a UUID */
    id?: string
    /** must be a phone number with its country code, such as +91 99001 12233 */
    phone?: string
    /** must be a user id of Meta, such as IN.13491208655302741918 */
    userId?: string
    /** must be at most 20 ids of other systems */
    externalIds?: Array<{
      /** must be the name of a system such as shopify, or of one of its shops such as shopify:acme */
      source: string
      /** must have 1 to 256 characters */
      externalId: string
    }>
    /** must have 1 to 200 characters */
    name?: string | null
    /** must be a language as in BCP 47, such as hi or en-GB */
    language?: string | null
    /** must be a time zone of the IANA database, such as Asia/Kolkata */
    timezone?: string | null
    /** Values by the keys of `/v1/attributes`; null clears one. */
    attributes?: Record<string, unknown>
    /** must be at most 100 names of tags; those that do not exist are created */
    tags?: Array<string> | null
    /** `set` replaces what is there, `setIfEmpty` leaves it. `append` and `remove` change tags and `multi_select` attributes; other fields are set. */
    mode?: "set" | "setIfEmpty" | "append" | "remove"
    /** By field, such as `tags` or `attributes.city`, where it is not `mode`. */
    modes?: Record<string, "set" | "setIfEmpty" | "append" | "remove">
  }>
  /** must be the name of a system such as shopify, or of one of its shops such as shopify:acme */
  source?: string
  /** Where the keys belong to different contacts: `fail` (unless given), `preferExternalId` writes to the one that the other system knows, `merge` makes them one. */
  onConflict?: "fail" | "preferExternalId" | "merge"
  /** All of them, or none when one is refused; false unless given. */
  atomic?: boolean
}

export type BulkWriteContactsReply = {
  data: Array<{
    index: number
    /** What became of it. */
    status: "created" | "updated" | "unchanged" | "conflict" | "invalid" | "not_found" | (string & {})
    /** must be an id of ours, a UUID */
    id: string | null
    errors: Array<{
      /** As `template.components.0.type`. */
      path: string
      /** The same as a JSON Pointer: `/template/components/0/type`. */
      pointer: string
      detail: string
    }>
    /** Of a conflict: the contacts to which the keys belong. */
    contactIds: Array<string>
    /** Fields that keep what a source has said that is believed more. */
    withheld: Array<string>
  }>
  counts: {
    created: number
    updated: number
    unchanged: number
    conflict: number
    invalid: number
    not_found: number
  }
}

export type TagContactBody = {
  /** must be 1 to 100 names of tags */
  tags: Array<string>
}

export type TagContactReply = Contact

export type UntagContactReply = Contact

export interface ListContactTimelineQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListContactTimelineItem = TimelineEntry

export type MergeContactsBody = {
  /** must be an id of ours, a UUID */
  contactId: string
}

export type MergeContactsReply = {
  /** must be an id of ours, a UUID */
  mergeId: string
  contact: Contact
}

export type UndoContactMergeReply = {
  contact: Contact
  restored: Contact
}

export type GetContactSettingsReply = ContactSettings

export type ChangeContactSettingsBody = {
  /** null: the order that Dawk has by itself. */
  sourcePriority: Array<Array<string>> | null
}

export type ChangeContactSettingsReply = ContactSettings

export type EraseContactReply = PersonErasure

export interface ListImportsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListImportsItem = Import

export type CreateImportBody = {
  file?: FileInput
  /** In place of a file: a public https address from which it is fetched. */
  url?: string
}

export type CreateImportReply = Import

export type GetImportReply = Import

export type ReadImportAnewBody = {
  /** The name of a sheet of a workbook. */
  sheet?: string
  /** Of CSV, TSV and NDJSON. */
  encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252"
  /** Between the cells of CSV. */
  delimiter?: "," | ";" | "\t" | "|"
  /** Whether the first row names the columns. */
  header?: boolean
}

export type ReadImportAnewReply = Import

export type MapImportBody = {
  mapping: {
    columns: Array<{
      column: string
      /** phone, name, tags, language, timezone, country, externalId, userId, id, or `attributes.<key>`. Several columns with the target name are put together. */
      target: string
      /** As of a bulk write: set, setIfEmpty, append or remove. */
      mode?: "set" | "setIfEmpty" | "append" | "remove"
      /** must be a country as in ISO 3166: that of phone numbers without a country code */
      defaultCountry?: string
      /** What parts several values in one cell. Of phone numbers the first counts. */
      split?: string
      /** Of externalId: the system whose id it is. */
      source?: string
      /** Such as DD/MM/YYYY. Without one, only YYYY-MM-DD is a date. */
      dateFormat?: string
      /** Of instants that name none. */
      timezone?: string
      /** What stands before the decimals; then the other may stand between thousands. */
      decimal?: "." | ","
      /** Of a select or multi_select: a value that is no option yet becomes one, as long as there is room. */
      createOptions?: boolean
      /** must be a currency as in ISO 4217: that of amounts without one */
      currency?: string
    }>
    /** What each row must have. Contacts are matched as by PUT. */
    key?: "phone" | "externalId" | "userId" | "id" | "any"
    /** When keys of one row belong to different contacts. */
    onConflict?: "fail" | "preferExternalId" | "merge"
    /** A static segment. */
    addToSegment?: string | null
    /** A cell that holds it clears the field; an empty one leaves it alone. */
    clear?: string
    /** Without evidence rows may opt people out, never in. What a person has said since stands. */
    consent?: {
      /** marketing, utility, authentication, service, or a topic such as marketing.offers. */
      purpose: string
      /** For every row; else a column says it. */
      state?: "opted_in" | "opted_out"
      column?: string
      evidence?: {
        /** How the person agreed. */
        kind: "form" | "keyword" | "button" | "store" | "verbal" | "document"
        /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
        occurredAt?: string
        occurredAtColumn?: string
        text?: string
        textColumn?: string
        reference?: string
        referenceColumn?: string
        noticeVersion?: string
      }
    } | null
  }
  /** A name by which the mapping can be used again. */
  saveAs?: string
}

export type MapImportReply = Import

export type CheckImportReply = Import

export type RunImportReply = Import

export type CancelImportReply = Import

export type UndoImportReply = Import

export type ListImportMappingsReply = {
  data: Array<ImportMapping>
}

export interface ListExportsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListExportsItem = Export

export type CreateExportBody = {
  /** csv, unless it is given. */
  format?: "csv" | "xlsx" | "ndjson"
  /** Whom: the filter of segments. Absent: everybody. */
  filter?: Record<string, unknown>
  /** Of these only. */
  segment?: string
  /** Fields of a contact, or `attributes.<key>`. Absent: the usual fields and every attribute. */
  columns?: Array<string>
}

export type CreateExportReply = Export

export type GetExportReply = Export

export type CancelExportReply = Export

export interface ListAttributesQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListAttributesItem = Attribute

export type CreateAttributeBody = {
  /** must begin with a letter a to z, followed by at most 63 of a to z, 0 to 9 and _ */
  key: string
  /** must be one of text, number, boolean, date, datetime, select, multi_select, phone, email, url, country, language, timezone, money, json */
  type: "text" | "number" | "boolean" | "date" | "datetime" | "select" | "multi_select" | "phone" | "email" | "url" | "country" | "language" | "timezone" | "money" | "json"
  /** must have 1 to 100 characters */
  label?: string
  /** The choices of a `select` or `multi_select`. Values hold the key, so a label may change. */
  options?: Array<{
    /** must have 1 to 64 characters */
    key: string
    /** must have 1 to 100 characters */
    label: string
  }>
  /** No two contacts have the same value, and contacts are matched by it. Implies `indexed`. */
  unique?: boolean
  /** Filters find it quickly. At most 10 attributes, values of at most 200 characters. */
  indexed?: boolean
  /** Personal data. */
  pii?: boolean
  /** Personal data of the special kinds, such as health. */
  sensitive?: boolean
}

export type CreateAttributeReply = Attribute

export type GetAttributeReply = Attribute

export type UpdateAttributeBody = {
  /** must have 1 to 100 characters */
  label?: string
  /** The choices of a `select` or `multi_select`. Values hold the key, so a label may change. */
  options?: Array<{
    /** must have 1 to 64 characters */
    key: string
    /** must have 1 to 100 characters */
    label: string
  }>
  /** No two contacts have the same value, and contacts are matched by it. Implies `indexed`. */
  unique?: boolean
  /** Filters find it quickly. At most 10 attributes, values of at most 200 characters. */
  indexed?: boolean
  /** Personal data. */
  pii?: boolean
  /** Personal data of the special kinds, such as health. */
  sensitive?: boolean
  /** Hidden and not written any more; values stay. */
  archived?: boolean
}

export type UpdateAttributeReply = Attribute

export interface ListTagsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListTagsItem = Tag

export type CreateTagBody = {
  /** must have 1 to 64 characters; `VIP` and `vip` are the same tag */
  name: string
  /** must be a colour such as #1f6feb */
  colour?: string | null
}

export type CreateTagReply = Tag

export type UpdateTagBody = {
  /** must have 1 to 64 characters; `VIP` and `vip` are the same tag */
  name?: string
  /** must be a colour such as #1f6feb */
  colour?: string | null
}

export type UpdateTagReply = Tag

export interface ListSegmentsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListSegmentsItem = Segment

export type CreateSegmentBody = {
  /** must have 1 to 100 characters */
  name: string
  /** `{"all": […]}`, `{"any": […]}`, `{"not": …}`, or a condition with `field`, `op` and `value`; at most 5 levels and 50 conditions. docs/contacts.md has the fields and operators. */
  filter?: Record<string, unknown>
  /** Whether `segment.entered` and `segment.left` are told. Its members are then stored; who is in it when that begins, or when its filter changes, is not told. */
  followed?: boolean
}

export type CreateSegmentReply = Segment

export type GetSegmentReply = Segment

export type UpdateSegmentBody = {
  /** must have 1 to 100 characters */
  name?: string
  /** `{"all": […]}`, `{"any": […]}`, `{"not": …}`, or a condition with `field`, `op` and `value`; at most 5 levels and 50 conditions. docs/contacts.md has the fields and operators. */
  filter?: Record<string, unknown>
  /** Whether `segment.entered` and `segment.left` are told. Its members are then stored; who is in it when that begins, or when its filter changes, is not told. */
  followed?: boolean
}

export type UpdateSegmentReply = Segment

export type PreviewSegmentBody = {
  /** `{"all": […]}`, `{"any": […]}`, `{"not": …}`, or a condition with `field`, `op` and `value`; at most 5 levels and 50 conditions. docs/contacts.md has the fields and operators. */
  filter: Record<string, unknown>
}

export type PreviewSegmentReply = {
  count: number
  /** false: counting took more than two seconds, and this is an estimate. */
  countIsExact: boolean
  /** Up to ten of them. */
  sample: Array<ContactSummary>
  /** How many each condition finds by itself, by its place: `filter.all.0`. */
  explain: Array<{
    path: string
    matches: number
    isExact: boolean
  }>
}

export interface ListSegmentContactsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListSegmentContactsItem = ContactSummary

export type ChangeSegmentMembersBody = {
  /** must be at most 1,000 ids of contacts */
  add?: Array<string>
  /** must be at most 1,000 ids of contacts */
  remove?: Array<string>
}

export type ChangeSegmentMembersReply = {
  added: number
  removed: number
}

export interface ListCampaignsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be a state of campaigns */
  state?: "draft" | "scheduled" | "planning" | "running" | "paused" | "completed" | "canceling" | "canceled" | "failed"
}

export type ListCampaignsItem = Campaign

export type CreateCampaignBody = {
  /** must have 1 to 200 characters */
  name: string
  /** must be an id of ours, a UUID */
  numberId: string
  /** must name a template of the business account of the number */
  template: {
    name: string
    language: string
  }
  /** Values of the template in the shape of its contract. In each place stands a fixed text, or `{source, fallback?, transform?, max?, onMissing?}`; `source` is `contact.name`, `contact.attributes.<key>`, `list.<column>`, … */
  bindings?: Record<string, unknown>
  /** Whom it goes to, together; each person once. Nobody of `excludeSegmentIds` gets it. */
  audience?: {
    /** must be at most 50 ids of segments */
    segmentIds?: Array<string>
    filter?: Record<string, unknown>
    /** must be at most 5,000 ids of contacts */
    contactIds?: Array<string>
    /** must be at most 50 ids of segments */
    excludeSegmentIds?: Array<string>
  }
  /** must be the further contents of an A/B test, four at most */
  variants?: Array<{
    /** must be 1 to 1,000: its share is this by the sum of all */
    weight: number
    /** must name a template of the business account of the number */
    template?: {
      name: string
      language: string
    }
    /** Values of the template in the shape of its contract. In each place stands a fixed text, or `{source, fallback?, transform?, max?, onMissing?}`; `source` is `contact.name`, `contact.attributes.<key>`, `list.<column>`, … */
    bindings?: Record<string, unknown>
  }>
  /** must be 1 to 1,000: the weight of the first content */
  weight?: number
  /** must be 0 to 20 percent of the people, who get nothing */
  holdoutPercent?: number
  schedule?: {
    /** must be an instant, or with `timezone` a local time as 2026-12-01T10:00 */
    at: string
    /** must be an IANA time zone, or `contact` for that of each person */
    timezone?: string
    fallbackTimezone?: string
    /** must be send_now or skip: for people whose local time has passed */
    ifPassed?: "send_now" | "skip"
  } | null
  /** must be 1 to 60,000; null: as fast as the number may */
  maxPerMinute?: number | null
  /** must be percents of the people after which it waits so many minutes, such as [1, 5, 20] */
  ramp?: {
    percents: Array<number>
    everyMinutes: number
  } | null
  /** must be 0 to 90 percent of the daily allowance, kept for other messages */
  reservePercent?: number
  /** must be local times of each person between which nothing leaves; null: none */
  quietHours?: {
    /** must be a time of day as HH:MM */
    from: string
    /** must be a time of day as HH:MM */
    to: string
  } | null
  /** must be an instant after which nobody else is sent anything; null: none */
  endsAt?: string | null
  /** must say what a start leads to that was missed by more */
  latePolicy?: {
    maxDelayMinutes: number
    /** must be hold, send or cancel */
    action: "hold" | "send" | "cancel"
  }
  /** must be the share of the last so many outcomes that may fail with one code before it pauses */
  breaker?: {
    failPercent: number
    window: number
  }
  /** must be 1 to 720 hours in which an answer or an opt-out counts */
  attributionHours?: number
  /** must be people, 10,000 at most */
  list?: Array<{
    phone?: string
    userId?: string
    /** Values that bindings name as `list.<column>`. */
    values?: Record<string, string>
  }>
}

export type CreateCampaignReply = Campaign

export type GetCampaignReply = Campaign

export type UpdateCampaignBody = {
  /** must have 1 to 200 characters */
  name?: string
  /** must be an id of ours, a UUID */
  numberId?: string
  /** must name a template of the business account of the number */
  template?: {
    name: string
    language: string
  }
  /** Values of the template in the shape of its contract. In each place stands a fixed text, or `{source, fallback?, transform?, max?, onMissing?}`; `source` is `contact.name`, `contact.attributes.<key>`, `list.<column>`, … */
  bindings?: Record<string, unknown>
  /** Whom it goes to, together; each person once. Nobody of `excludeSegmentIds` gets it. */
  audience?: {
    /** must be at most 50 ids of segments */
    segmentIds?: Array<string>
    filter?: Record<string, unknown>
    /** must be at most 5,000 ids of contacts */
    contactIds?: Array<string>
    /** must be at most 50 ids of segments */
    excludeSegmentIds?: Array<string>
  }
  /** must be the further contents of an A/B test, four at most */
  variants?: Array<{
    /** must be 1 to 1,000: its share is this by the sum of all */
    weight: number
    /** must name a template of the business account of the number */
    template?: {
      name: string
      language: string
    }
    /** Values of the template in the shape of its contract. In each place stands a fixed text, or `{source, fallback?, transform?, max?, onMissing?}`; `source` is `contact.name`, `contact.attributes.<key>`, `list.<column>`, … */
    bindings?: Record<string, unknown>
  }>
  /** must be 1 to 1,000: the weight of the first content */
  weight?: number
  /** must be 0 to 20 percent of the people, who get nothing */
  holdoutPercent?: number
  schedule?: {
    /** must be an instant, or with `timezone` a local time as 2026-12-01T10:00 */
    at: string
    /** must be an IANA time zone, or `contact` for that of each person */
    timezone?: string
    fallbackTimezone?: string
    /** must be send_now or skip: for people whose local time has passed */
    ifPassed?: "send_now" | "skip"
  } | null
  /** must be 1 to 60,000; null: as fast as the number may */
  maxPerMinute?: number | null
  /** must be percents of the people after which it waits so many minutes, such as [1, 5, 20] */
  ramp?: {
    percents: Array<number>
    everyMinutes: number
  } | null
  /** must be 0 to 90 percent of the daily allowance, kept for other messages */
  reservePercent?: number
  /** must be local times of each person between which nothing leaves; null: none */
  quietHours?: {
    /** must be a time of day as HH:MM */
    from: string
    /** must be a time of day as HH:MM */
    to: string
  } | null
  /** must be an instant after which nobody else is sent anything; null: none */
  endsAt?: string | null
  /** must say what a start leads to that was missed by more */
  latePolicy?: {
    maxDelayMinutes: number
    /** must be hold, send or cancel */
    action: "hold" | "send" | "cancel"
  }
  /** must be the share of the last so many outcomes that may fail with one code before it pauses */
  breaker?: {
    failPercent: number
    window: number
  }
  /** must be 1 to 720 hours in which an answer or an opt-out counts */
  attributionHours?: number
  /** must be people, 10,000 at most */
  list?: Array<{
    phone?: string
    userId?: string
    /** Values that bindings name as `list.<column>`. */
    values?: Record<string, string>
  }>
}

export type UpdateCampaignReply = Campaign

export type ValidateCampaignReply = {
  ok: boolean
  errors: Array<{
    /** Stable name. */
    code: "template_missing" | "template_not_approved" | "bindings_do_not_fit" | "link_base_mismatch" | "audience_not_usable" | "number_not_ready" | "audience_empty" | "category_changes" | "template_flagged" | "quality_low" | "no_opt_out" | "params_missing" | "some_wait" | "takes_days" | "ends_early" | (string & {})
    field: string
    message: string
  }>
  warnings: Array<{
    /** Stable name. */
    code: "template_missing" | "template_not_approved" | "bindings_do_not_fit" | "link_base_mismatch" | "audience_not_usable" | "number_not_ready" | "audience_empty" | "category_changes" | "template_flagged" | "quality_low" | "no_opt_out" | "params_missing" | "some_wait" | "takes_days" | "ends_early" | (string & {})
    field: string
    message: string
  }>
  audience: {
    /** People, each once. */
    total: number
    /** How many were looked at one by one; fewer than `total`: the figures are theirs, scaled up. */
    judged: number
    duplicates: number
    sendable: number
    /** Of the sendable, who have to wait at first. */
    waiting: number
    /** By reason. */
    skipped: Record<string, number>
  } | null
  estimate: {
    starts: string
    ends: string
    /** The daily allowance of the business stretches it over days. */
    isLimited: boolean
    /** People by day of UTC. */
    byDay: Array<{
      date: string
      count: number
    }>
  } | null
  samples: Array<{
    contactId: string | null
    phone: string | null
    variant: number
    /** header, body, footer, buttons, cards. */
    preview: Record<string, unknown>
  }>
}

export type PreviewCampaignBody = {
  /** must be an id of ours, a UUID */
  contactId: string
  /** must be 0 to 4; absent: the one that the person gets */
  variant?: number
}

export type PreviewCampaignReply = {
  /** must be an id of ours, a UUID */
  contactId: string
  /** -1: the person is in the holdout and gets nothing. */
  variant: number
  /** Places of the bindings without a value. */
  missing: Array<string>
  /** header, body, footer, buttons, cards. */
  preview: Record<string, unknown>
}

export type TestCampaignBody = {
  /** must be 1 to 10 ids of contacts */
  contactIds: Array<string>
  /** must be 0 to 4; absent: the one that the person gets */
  variant?: number
}

export type TestCampaignReply = {
  results: Array<{
    /** must be an id of ours, a UUID */
    contactId: string
    messageId: string | null
    error: string | null
  }>
}

export type LaunchCampaignReply = Campaign

export type PauseCampaignReply = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  /** paused: `pausedBy` says by what. canceling: those who waited are being taken out. */
  state: "draft" | "scheduled" | "planning" | "running" | "paused" | "completed" | "canceling" | "canceled" | "failed" | (string & {})
  /** Who or what paused it: user, template, quality, number, error_rate, balance, suspended, late. */
  pausedBy: string | null
  /** Of a pause or a failure, in words. */
  reason: string | null
  /** Why it waits as a whole: tier_exhausted, ramp or lane_paused. */
  waitsFor: string | null
  waitsUntil: string | null
  /** The campaign to whose people it sends again. */
  parentId: string | null
  /** People in it, each once. */
  planned: number
  /** How often somebody was in the audience once more. */
  duplicates: number
  /** People by state, those that nobody is in left out; they add up to `planned`. */
  counts: Record<string, number>
  /** must be an id of ours, a UUID */
  numberId: string
  /** must name a template of the business account of the number */
  template: {
    name: string
    language: string
  }
  /** Values of the template in the shape of its contract. In each place stands a fixed text, or `{source, fallback?, transform?, max?, onMissing?}`; `source` is `contact.name`, `contact.attributes.<key>`, `list.<column>`, … */
  bindings: Record<string, unknown>
  /** Whom it goes to, together; each person once. Nobody of `excludeSegmentIds` gets it. */
  audience: {
    /** must be at most 50 ids of segments */
    segmentIds?: Array<string>
    filter?: Record<string, unknown>
    /** must be at most 5,000 ids of contacts */
    contactIds?: Array<string>
    /** must be at most 50 ids of segments */
    excludeSegmentIds?: Array<string>
  }
  /** must be the further contents of an A/B test, four at most */
  variants: Array<{
    /** must be 1 to 1,000: its share is this by the sum of all */
    weight: number
    /** must name a template of the business account of the number */
    template?: {
      name: string
      language: string
    }
    /** Values of the template in the shape of its contract. In each place stands a fixed text, or `{source, fallback?, transform?, max?, onMissing?}`; `source` is `contact.name`, `contact.attributes.<key>`, `list.<column>`, … */
    bindings?: Record<string, unknown>
  }>
  /** must be 1 to 1,000: the weight of the first content */
  weight: number
  /** must be 0 to 20 percent of the people, who get nothing */
  holdoutPercent: number
  schedule: {
    /** must be an instant, or with `timezone` a local time as 2026-12-01T10:00 */
    at: string
    /** must be an IANA time zone, or `contact` for that of each person */
    timezone?: string
    fallbackTimezone?: string
    /** must be send_now or skip: for people whose local time has passed */
    ifPassed?: "send_now" | "skip" | (string & {})
  } | null
  /** must be 1 to 60,000; null: as fast as the number may */
  maxPerMinute: number | null
  /** must be percents of the people after which it waits so many minutes, such as [1, 5, 20] */
  ramp: {
    percents: Array<number>
    everyMinutes: number
  } | null
  /** must be 0 to 90 percent of the daily allowance, kept for other messages */
  reservePercent: number
  /** must be local times of each person between which nothing leaves; null: none */
  quietHours: {
    /** must be a time of day as HH:MM */
    from: string
    /** must be a time of day as HH:MM */
    to: string
  } | null
  /** must be an instant after which nobody else is sent anything; null: none */
  endsAt: string | null
  /** must say what a start leads to that was missed by more */
  latePolicy: {
    maxDelayMinutes: number
    /** must be hold, send or cancel */
    action: "hold" | "send" | "cancel" | (string & {})
  }
  /** must be the share of the last so many outcomes that may fail with one code before it pauses */
  breaker: {
    failPercent: number
    window: number
  }
  /** must be 1 to 720 hours in which an answer or an opt-out counts */
  attributionHours: number
  version: number
  createdAt: string
  updatedAt: string
  launchedAt: string | null
  startsAt: string | null
  startedAt: string | null
  endedAt: string | null
  /** People whose message was taken back before it left. */
  recalled: number
}

export type ResumeCampaignReply = Campaign

export type CancelCampaignReply = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  /** paused: `pausedBy` says by what. canceling: those who waited are being taken out. */
  state: "draft" | "scheduled" | "planning" | "running" | "paused" | "completed" | "canceling" | "canceled" | "failed" | (string & {})
  /** Who or what paused it: user, template, quality, number, error_rate, balance, suspended, late. */
  pausedBy: string | null
  /** Of a pause or a failure, in words. */
  reason: string | null
  /** Why it waits as a whole: tier_exhausted, ramp or lane_paused. */
  waitsFor: string | null
  waitsUntil: string | null
  /** The campaign to whose people it sends again. */
  parentId: string | null
  /** People in it, each once. */
  planned: number
  /** How often somebody was in the audience once more. */
  duplicates: number
  /** People by state, those that nobody is in left out; they add up to `planned`. */
  counts: Record<string, number>
  /** must be an id of ours, a UUID */
  numberId: string
  /** must name a template of the business account of the number */
  template: {
    name: string
    language: string
  }
  /** Values of the template in the shape of its contract. In each place stands a fixed text, or `{source, fallback?, transform?, max?, onMissing?}`; `source` is `contact.name`, `contact.attributes.<key>`, `list.<column>`, … */
  bindings: Record<string, unknown>
  /** Whom it goes to, together; each person once. Nobody of `excludeSegmentIds` gets it. */
  audience: {
    /** must be at most 50 ids of segments */
    segmentIds?: Array<string>
    filter?: Record<string, unknown>
    /** must be at most 5,000 ids of contacts */
    contactIds?: Array<string>
    /** must be at most 50 ids of segments */
    excludeSegmentIds?: Array<string>
  }
  /** must be the further contents of an A/B test, four at most */
  variants: Array<{
    /** must be 1 to 1,000: its share is this by the sum of all */
    weight: number
    /** must name a template of the business account of the number */
    template?: {
      name: string
      language: string
    }
    /** Values of the template in the shape of its contract. In each place stands a fixed text, or `{source, fallback?, transform?, max?, onMissing?}`; `source` is `contact.name`, `contact.attributes.<key>`, `list.<column>`, … */
    bindings?: Record<string, unknown>
  }>
  /** must be 1 to 1,000: the weight of the first content */
  weight: number
  /** must be 0 to 20 percent of the people, who get nothing */
  holdoutPercent: number
  schedule: {
    /** must be an instant, or with `timezone` a local time as 2026-12-01T10:00 */
    at: string
    /** must be an IANA time zone, or `contact` for that of each person */
    timezone?: string
    fallbackTimezone?: string
    /** must be send_now or skip: for people whose local time has passed */
    ifPassed?: "send_now" | "skip" | (string & {})
  } | null
  /** must be 1 to 60,000; null: as fast as the number may */
  maxPerMinute: number | null
  /** must be percents of the people after which it waits so many minutes, such as [1, 5, 20] */
  ramp: {
    percents: Array<number>
    everyMinutes: number
  } | null
  /** must be 0 to 90 percent of the daily allowance, kept for other messages */
  reservePercent: number
  /** must be local times of each person between which nothing leaves; null: none */
  quietHours: {
    /** must be a time of day as HH:MM */
    from: string
    /** must be a time of day as HH:MM */
    to: string
  } | null
  /** must be an instant after which nobody else is sent anything; null: none */
  endsAt: string | null
  /** must say what a start leads to that was missed by more */
  latePolicy: {
    maxDelayMinutes: number
    /** must be hold, send or cancel */
    action: "hold" | "send" | "cancel" | (string & {})
  }
  /** must be the share of the last so many outcomes that may fail with one code before it pauses */
  breaker: {
    failPercent: number
    window: number
  }
  /** must be 1 to 720 hours in which an answer or an opt-out counts */
  attributionHours: number
  version: number
  createdAt: string
  updatedAt: string
  launchedAt: string | null
  startsAt: string | null
  startedAt: string | null
  endedAt: string | null
  /** People whose message was on its way. */
  tooLate: number
}

export type RetryCampaignBody = {
  /** must be failed, skipped, undelivered or recipients */
  scope: "failed" | "skipped" | "undelivered" | "recipients"
  /** must be Meta's codes of failures */
  codes?: Array<number>
  /** must be ids of failed or skipped recipients; with the scope recipients */
  recipients?: Array<number>
  /** must be 1 to 720; for undelivered, since it was sent. 24 unless given */
  afterHours?: number
}

export type RetryCampaignReply = Campaign

export type GetCampaignMetricsReply = CampaignMetrics

export interface ListCampaignRecipientsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be a state of recipients */
  state?: "queued" | "waiting" | "sending" | "sent" | "delivered" | "read" | "failed" | "skipped" | "canceled"
  reason?: string
  /** must be a code of Meta's */
  code?: number
}

export type ListCampaignRecipientsItem = CampaignRecipient

export interface ListCampaignChangesQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListCampaignChangesItem = {
  sequence: string
  recipientId: number
  /** The state that they moved to, or replied, clicked, opted_out. */
  kind: string
  /** The state before; everybody planned begins as queued. */
  was: string | null
  reason: string | null
  at: string
}

export type GetLinkSettingsReply = LinkSettings

export type ChangeLinkSettingsBody = {
  /** must be an origin that leads to this gateway, such as https://go.example.com; null: that of the gateway */
  baseUrl?: string | null
  /** must be domains to which links may lead, with their subdomains; none: anywhere */
  allowedDomains?: Array<string>
  /** must be parameters that are added to each target, such as utm_source */
  utm?: Record<string, string>
  /** must be 1 to 3,650 days; 365 unless set */
  expiresDays?: number
}

export type ChangeLinkSettingsReply = LinkSettings

export interface ListFlowsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** Those that were archived; else those that were not. */
  archived?: boolean
  folder?: string
}

export type ListFlowsItem = FlowSummary

export type CreateFlowBody = {
  /** must have 1 to 100 characters */
  name: string
  /** must have 1 to 100 characters */
  folder?: string | null
  /** The flow as a document: `spec`, `start`, `nodes`, `triggers` and more, as docs/bots.md describes it. A draft may have problems. */
  spec?: Record<string, unknown>
}

export type CreateFlowReply = Flow

export type GetFlowReply = Flow

export type UpdateFlowBody = {
  /** must have 1 to 100 characters */
  name?: string
  /** must have 1 to 100 characters */
  folder?: string | null
  /** Whether it starts. Sessions that run go on. */
  enabled?: boolean
  /** An archived flow starts no more and is listed apart. */
  archived?: boolean
  /** The flow as a document: `spec`, `start`, `nodes`, `triggers` and more, as docs/bots.md describes it. A draft may have problems. */
  spec?: Record<string, unknown>
  /** Only while the draft has this revision; else 412. */
  ifRevision?: number
}

export type UpdateFlowReply = Flow

export type ValidateFlowBody = {
  /** The flow as a document: `spec`, `start`, `nodes`, `triggers` and more, as docs/bots.md describes it. A draft may have problems. */
  spec: Record<string, unknown>
}

export type ValidateFlowReply = FlowValidation

export type SimulateFlowBody = {
  /** The flow as a document: `spec`, `start`, `nodes`, `triggers` and more, as docs/bots.md describes it. A draft may have problems. */
  spec: Record<string, unknown>
  /** Lines such as `> hi`, `< Hello`, `@ +2h`; docs/bots.md has them all. */
  transcript: string
}

export type SimulateFlowReply = FlowSimulation

export type PublishFlowBody = {
  /** What has changed, in your words. */
  message?: string
  /** keep: running sessions end in their version; move: those whose node is still there go on in this one; end: all end */
  sessions?: "keep" | "move" | "end"
}

export type PublishFlowReply = FlowVersionSummary

export interface ListFlowVersionsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListFlowVersionsItem = FlowVersionSummary

export type GetFlowVersionReply = FlowVersion

export interface GetFlowStatsQuery {
  /** must be an id of ours, a UUID */
  versionId?: string
}

export type GetFlowStatsReply = FlowStats

export type ListFlowNodesReply = {
  data: Array<{
    kind: string
    group: string
    title: string
    schema: Record<string, unknown>
    /** The ways out that it always has. */
    exits: Array<{
      name: string
      /** Whether it has to lead somewhere, or to null: the end. */
      required: boolean
    }>
    /** The list of its data whose items each name one more exit, by this member. */
    exitsBy: {
      list: string
      member: string
    } | null
  }>
  /** Of the comparisons of conditions. */
  operators: Array<{
    name: string
    /** What it compares with; pair: two numbers. */
    to: "anything" | "nothing" | "text" | "number" | "list" | "pair" | "instant" | (string & {})
  }>
}

export type ListFlowTriggersReply = {
  data: Array<{
    kind: string
    schema: Record<string, unknown>
  }>
}

export type StartFlowSessionBody = {
  /** must be an id of ours, a UUID */
  contactId: string
  /** must be an id of ours, a UUID */
  numberId?: string
  /** Values of the session. */
  values?: Record<string, unknown>
  /** Ends the session in which the conversation is, and starts also where people have it. */
  force?: boolean
}

export type StartFlowSessionReply = {
  /** must be an id of ours, a UUID */
  sessionId: string
  /** must be an id of ours, a UUID */
  conversationId: string
}

export interface ListFlowSessionsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be an id of ours, a UUID */
  flowId?: string
  /** must be an id of ours, a UUID */
  conversationId?: string
  /** must be an id of ours, a UUID */
  contactId?: string
  /** must be a state of sessions */
  state?: "waiting" | "completed" | "failed" | "expired" | "handed_over" | "stopped"
}

export type ListFlowSessionsItem = FlowSession

export type GetFlowSessionReply = FlowSession

export interface ListFlowSessionStepsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListFlowSessionStepsItem = FlowStep

export type StopFlowSessionBody = {
  /** For the trace. */
  reason?: string
}

export type StopFlowSessionReply = FlowSession

export type TellFlowSessionBody = {
  /** must have 1 to 100 characters */
  name: string
  /** Values of the session. */
  values?: Record<string, unknown>
}

export type TellFlowSessionReply = FlowSession

export type PauseBotsBody = {
  /** must be an instant; null: bots may speak again */
  pausedUntil: string | null
}

export interface ListDripsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be a state of drips */
  state?: "draft" | "active" | "paused" | "archived"
}

export type ListDripsItem = Drip

export type CreateDripBody = {
  name: string
  /** must be an id of ours, a UUID */
  numberId: string
  /** must be the steps, in their order */
  steps: Array<{
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "send_template"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    template: {
      name: string
      language: string
    }
    bindings?: Record<string, unknown>
    /** must be continue, retry or exit */
    onFailure?: "continue" | "retry" | "exit"
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "send_message"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    text: string
    fallback?: {
      template: {
        name: string
        language: string
      }
      bindings?: Record<string, unknown>
    }
    /** must be continue, retry or exit */
    onFailure?: "continue" | "retry" | "exit"
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "wait"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    minutes?: number
    until?: {
      /** must be a time of day as HH:MM */
      time: string
      /** must be days of the week, 1 is Monday */
      days?: Array<number>
      /** must be contact or an IANA time zone */
      timezone?: string
    }
    event?: {
      /** must be reply, delivered, read, link_clicked */
      on: "reply" | "delivered" | "read" | "link_clicked"
      timeoutMinutes: number
      /** must be 1 to 64 of a-z, 0-9, _ and - */
      onTimeout?: string | null
    }
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "branch"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    cases: Array<{
      filter?: Record<string, unknown>
      /** must be an outcome */
      outcome?: "sent" | "delivered" | "read" | "failed" | "skipped" | "event" | "timeout"
      /** must be 1 to 64 of a-z, 0-9, _ and - */
      goto: string
    }>
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "update"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    addTags?: Array<string>
    removeTags?: Array<string>
    attributes?: Record<string, unknown>
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "split"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    parts: Array<{
      weight: number
      /** must be 1 to 64 of a-z, 0-9, _ and - */
      goto: string
    }>
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "webhook"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    name: string
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "goal"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    name: string
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "exit"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    reason?: string
  }>
  /** must be what leads people in; none: the API alone */
  triggers?: Array<{
    on: "api"
  } | {
    on: "contact_created"
  } | {
    on: "tag_added"
    tag: string
  } | {
    on: "segment_entered"
    /** must be an id of ours, a UUID */
    segmentId: string
  } | {
    on: "consent_given"
    purpose?: string
  } | {
    on: "keyword"
    words: Array<string>
  } | {
    on: "button"
    payload: string
  } | {
    on: "link_clicked"
    name?: string
    /** must be an id of ours, a UUID */
    campaignId?: string
  } | {
    on: "campaign"
    /** must be an id of ours, a UUID */
    campaignId: string
    /** must be delivered, read or failed */
    outcome: "delivered" | "read" | "failed"
  } | {
    on: "date"
    attribute: string
    offsetDays: number
    /** must be a time of day as HH:MM */
    at: string
    yearly: boolean
  }>
  /** must say what ends it for a person; an opt-out always does */
  exits?: {
    /** must be any, or words that end it */
    reply?: "any" | Array<string>
    /** must be an id of ours, a UUID */
    segmentId?: string
    maxAgeDays?: number
  }
  /** must say whether a person may come again */
  reentry?: {
    /** must be never, after_exit or each_event */
    rule: "never" | "after_exit" | "each_event"
  } | {
    rule: "after_days"
    days: number
  }
  /** must be local times at which messages may leave; null: any */
  openHours?: {
    /** must be a time of day as HH:MM */
    from: string
    /** must be a time of day as HH:MM */
    to: string
    /** must be days of the week, 1 is Monday */
    days?: Array<number>
    /** must be contact or an IANA time zone */
    timezone?: string
  } | null
  /** must be 1 to 100; null: any number */
  maxMessages?: number | null
}

export type CreateDripReply = Drip

export type GetDripReply = Drip

export type UpdateDripBody = {
  name?: string
  /** must be an id of ours, a UUID */
  numberId?: string
  /** must be the steps, in their order */
  steps?: Array<{
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "send_template"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    template: {
      name: string
      language: string
    }
    bindings?: Record<string, unknown>
    /** must be continue, retry or exit */
    onFailure?: "continue" | "retry" | "exit"
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "send_message"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    text: string
    fallback?: {
      template: {
        name: string
        language: string
      }
      bindings?: Record<string, unknown>
    }
    /** must be continue, retry or exit */
    onFailure?: "continue" | "retry" | "exit"
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "wait"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    minutes?: number
    until?: {
      /** must be a time of day as HH:MM */
      time: string
      /** must be days of the week, 1 is Monday */
      days?: Array<number>
      /** must be contact or an IANA time zone */
      timezone?: string
    }
    event?: {
      /** must be reply, delivered, read, link_clicked */
      on: "reply" | "delivered" | "read" | "link_clicked"
      timeoutMinutes: number
      /** must be 1 to 64 of a-z, 0-9, _ and - */
      onTimeout?: string | null
    }
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "branch"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    cases: Array<{
      filter?: Record<string, unknown>
      /** must be an outcome */
      outcome?: "sent" | "delivered" | "read" | "failed" | "skipped" | "event" | "timeout"
      /** must be 1 to 64 of a-z, 0-9, _ and - */
      goto: string
    }>
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "update"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    addTags?: Array<string>
    removeTags?: Array<string>
    attributes?: Record<string, unknown>
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "split"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    parts: Array<{
      weight: number
      /** must be 1 to 64 of a-z, 0-9, _ and - */
      goto: string
    }>
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "webhook"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    name: string
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "goal"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    name: string
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    key: string
    kind: "exit"
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    next?: string | null
    reason?: string
  }>
  /** must be what leads people in; none: the API alone */
  triggers?: Array<{
    on: "api"
  } | {
    on: "contact_created"
  } | {
    on: "tag_added"
    tag: string
  } | {
    on: "segment_entered"
    /** must be an id of ours, a UUID */
    segmentId: string
  } | {
    on: "consent_given"
    purpose?: string
  } | {
    on: "keyword"
    words: Array<string>
  } | {
    on: "button"
    payload: string
  } | {
    on: "link_clicked"
    name?: string
    /** must be an id of ours, a UUID */
    campaignId?: string
  } | {
    on: "campaign"
    /** must be an id of ours, a UUID */
    campaignId: string
    /** must be delivered, read or failed */
    outcome: "delivered" | "read" | "failed"
  } | {
    on: "date"
    attribute: string
    offsetDays: number
    /** must be a time of day as HH:MM */
    at: string
    yearly: boolean
  }>
  /** must say what ends it for a person; an opt-out always does */
  exits?: {
    /** must be any, or words that end it */
    reply?: "any" | Array<string>
    /** must be an id of ours, a UUID */
    segmentId?: string
    maxAgeDays?: number
  }
  /** must say whether a person may come again */
  reentry?: {
    /** must be never, after_exit or each_event */
    rule: "never" | "after_exit" | "each_event"
  } | {
    rule: "after_days"
    days: number
  }
  /** must be local times at which messages may leave; null: any */
  openHours?: {
    /** must be a time of day as HH:MM */
    from: string
    /** must be a time of day as HH:MM */
    to: string
    /** must be days of the week, 1 is Monday */
    days?: Array<number>
    /** must be contact or an IANA time zone */
    timezone?: string
  } | null
  /** must be 1 to 100; null: any number */
  maxMessages?: number | null
}

export type UpdateDripReply = Drip

export type PublishDripBody = {
  /** must be where people go who are at a step, by its key; {} moves everybody to the same step */
  migrate?: Record<string, string>
}

export type PublishDripReply = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  /** draft: nobody can enter. paused: people enter, and wait. */
  state: "draft" | "active" | "paused" | "archived" | (string & {})
  /** That new people enter; 0: none was published. */
  version: number
  /** Whether what is edited differs from the version that new people enter. */
  hasUnpublishedChanges: boolean
  /** must be an id of ours, a UUID */
  numberId: string
  triggers: Array<Record<string, unknown>>
  steps: Array<Record<string, unknown>>
  exits: Record<string, unknown>
  reentry: Record<string, unknown>
  /** must be local times at which messages may leave; null: any */
  openHours: {
    /** must be a time of day as HH:MM */
    from: string
    /** must be a time of day as HH:MM */
    to: string
    /** must be days of the week, 1 is Monday */
    days?: Array<number>
    /** must be contact or an IANA time zone */
    timezone?: string
  } | null
  maxMessages: number | null
  createdAt: string
  updatedAt: string
  /** People who were moved to the new version. */
  migrated: number
}

export type PauseDripReply = Drip

export type ResumeDripReply = Drip

export type ArchiveDripReply = Drip

export type GetDripStatisticsReply = DripStatistics

export type EnrollContactsBody = {
  /** must be 1 to 1,000 ids of contacts */
  contactIds: Array<string>
  /** must name what led to it, such as an order: the same person enters once by it */
  key: string
  /** must be values that bindings name as list.<name> */
  vars?: Record<string, string>
}

export type EnrollContactsReply = {
  /** Who entered; people whom the rule of the drip does not let in again are not there. */
  enrolled: Array<{
    /** must be an id of ours, a UUID */
    enrollmentId: string
    /** must be an id of ours, a UUID */
    contactId: string
  }>
}

export interface ListEnrollmentsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be a state of enrollments */
  state?: "active" | "completed" | "exited" | "failed"
  step?: string
  /** must be an id of ours, a UUID */
  contactId?: string
}

export type ListEnrollmentsItem = Enrollment

export type GetEnrollmentReply = {
  /** must be an id of ours, a UUID */
  id: string
  version: number
  /** must be an id of ours, a UUID */
  contactId: string
  /** As it is now; null: none is known. */
  contactName: string | null
  /** Where the person stands. */
  state: "active" | "completed" | "exited" | "failed" | (string & {})
  /** Why it has ended. */
  reason: "finished" | "goal" | "exit_step" | "replied" | "opted_out" | "segment_left" | "max_age" | "max_messages" | "number_disconnected" | "contact_deleted" | "merged" | "send_failed" | "canceled" | "too_many_steps" | null | (string & {})
  goal: string | null
  /** That is next, or that is being waited in. */
  step: string
  dueAt: string
  waitsFor: string | null
  /** Messages so far. */
  sent: number
  lastOutcome: string | null
  enrolledAt: string
  endedAt: string | null
  steps: Array<{
    seq: number
    version: number
    step: string
    kind: string
    outcome: string
    /** Meta's, of a failure. */
    code: number | null
    messageId: string | null
    at: string
  }>
}

export type CancelEnrollmentReply = Enrollment

export interface ListConnectionsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListConnectionsItem = Connection

export type CreateConnectionBody = {
  /** must be shopify */
  kind: "shopify"
  name: string
  /** must have the texts that this kind of connection needs; docs/connections.md lists them */
  settings: Record<string, string>
  /** must have the texts that this kind of connection needs; docs/connections.md lists them */
  credentials: Record<string, string>
}

export type CreateConnectionReply = Connection

export type GetConnectionReply = Connection

export type UpdateConnectionBody = {
  name?: string
  paused?: boolean
  /** must say what of an event is what; docs/event-sources.md describes it */
  mapping?: {
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    type?: string
    typeNames?: Record<string, string>
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    occurredAt?: string
    contact: {
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      phone?: string
      morePhones?: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      country?: string
      /** must be such as IN */
      defaultCountry?: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      userId?: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      externalId?: string
      name?: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      language?: string
    }
    attributes: Record<string, string>
    tags: Array<string>
    data: Record<string, string>
    consent?: {
      purpose: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      state: string
      optedIn: Array<string>
      optedOut: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      occurredAt?: string
      text?: string
    }
  }
  /** must have the texts that this kind of connection needs; docs/connections.md lists them */
  credentials?: Record<string, string>
}

export type UpdateConnectionReply = Connection

export type TestConnectionReply = {
  /** As the system calls itself. */
  name: string
  /** Why what happens there is not reported; null: it is. */
  problem: string | null
}

export type PreviewConnectionBody = {
  /** must say what of an event is what; docs/event-sources.md describes it */
  mapping?: {
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    type?: string
    typeNames?: Record<string, string>
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    occurredAt?: string
    contact: {
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      phone?: string
      morePhones?: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      country?: string
      /** must be such as IN */
      defaultCountry?: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      userId?: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      externalId?: string
      name?: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      language?: string
    }
    attributes: Record<string, string>
    tags: Array<string>
    data: Record<string, string>
    consent?: {
      purpose: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      state: string
      optedIn: Array<string>
      optedOut: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      occurredAt?: string
      text?: string
    }
  }
}

export type PreviewConnectionReply = {
  records: Array<{
    remoteId: string
    body: Record<string, unknown>
    contact: Record<string, unknown> | null
    consent: Record<string, unknown> | null
    notes: Array<{
      field: string
      message: string
    }>
  }>
}

export type SyncConnectionBody = {
  full?: boolean
}

export type SyncConnectionReply = Connection

export interface ListSyncRunsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListSyncRunsItem = SyncRun

export type ListSyncErrorsReply = {
  errors: Array<{
    /** Of the record. */
    remoteId: string
    /** no_phone, invalid, contact_conflict or erased_person. */
    code: string
    detail: string
    at: string
  }>
}

export interface ListEventSourcesQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListEventSourcesItem = EventSource

export type CreateEventSourceBody = {
  name: string
  /** must be a way to authenticate; docs/event-sources.md describes them */
  auth?: {
    kind: "token"
  } | {
    kind: "hmac"
    /** must be the name of a header in lower case */
    header: string
    /** must be sha1, sha256 or sha512 */
    algorithm: "sha1" | "sha256" | "sha512"
    /** must be hex or base64 */
    encoding: "hex" | "base64"
    prefix?: string
    /** must be the name of a header in lower case */
    timestampHeader?: string
  } | {
    kind: "basic"
    username: string
  } | {
    kind: "bearer"
  } | {
    kind: "header"
    /** must be the name of a header in lower case */
    header: string
  } | {
    kind: "standard_webhooks"
  }
  /** must be a secret of 16 to 200 characters */
  secret?: string
  /** must say under what an event is known, and for how many hours */
  dedupe?: {
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    pointer?: string
    ttlHours: number
  }
  /** must say what of an event is what; docs/event-sources.md describes it */
  mapping?: {
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    type?: string
    typeNames?: Record<string, string>
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    occurredAt?: string
    contact: {
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      phone?: string
      morePhones?: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      country?: string
      /** must be such as IN */
      defaultCountry?: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      userId?: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      externalId?: string
      name?: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      language?: string
    }
    attributes: Record<string, string>
    tags: Array<string>
    data: Record<string, string>
    consent?: {
      purpose: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      state: string
      optedIn: Array<string>
      optedOut: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      occurredAt?: string
      text?: string
    }
  }
  actions?: Array<{
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    id: string
    kind: "send_template"
    types?: Array<string>
    conditions?: Array<{
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      pointer: string
      /** must be equals, not_equals, contains, not_contains, exists, missing, above, below */
      op: "equals" | "not_equals" | "contains" | "not_contains" | "exists" | "missing" | "above" | "below"
      value?: string
    }>
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    oncePer?: string
    maxAgeMinutes?: number
    /** must be an id of ours, a UUID */
    numberId: string
    template: {
      name: string
      language: string
    }
    bindings?: Record<string, unknown>
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    id: string
    kind: "start_flow"
    types?: Array<string>
    conditions?: Array<{
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      pointer: string
      /** must be equals, not_equals, contains, not_contains, exists, missing, above, below */
      op: "equals" | "not_equals" | "contains" | "not_contains" | "exists" | "missing" | "above" | "below"
      value?: string
    }>
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    oncePer?: string
    maxAgeMinutes?: number
    /** must be an id of ours, a UUID */
    flowId: string
    /** must be an id of ours, a UUID */
    numberId?: string
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    id: string
    kind: "enroll"
    types?: Array<string>
    conditions?: Array<{
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      pointer: string
      /** must be equals, not_equals, contains, not_contains, exists, missing, above, below */
      op: "equals" | "not_equals" | "contains" | "not_contains" | "exists" | "missing" | "above" | "below"
      value?: string
    }>
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    oncePer?: string
    maxAgeMinutes?: number
    /** must be an id of ours, a UUID */
    dripId: string
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    id: string
    kind: "exit_drip"
    types?: Array<string>
    conditions?: Array<{
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      pointer: string
      /** must be equals, not_equals, contains, not_contains, exists, missing, above, below */
      op: "equals" | "not_equals" | "contains" | "not_contains" | "exists" | "missing" | "above" | "below"
      value?: string
    }>
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    oncePer?: string
    maxAgeMinutes?: number
    /** must be an id of ours, a UUID */
    dripId: string
  }>
  /** must be what is answered once the events are stored */
  respond?: {
    status: 200 | 202 | 204
    body?: string
  }
}

export type CreateEventSourceReply = EventSourceWithSecret

export type GetEventSourceReply = EventSource

export type UpdateEventSourceBody = {
  name?: string
  /** must be active or paused */
  state?: "active" | "paused"
  /** must be a way to authenticate; docs/event-sources.md describes them */
  auth?: {
    kind: "token"
  } | {
    kind: "hmac"
    /** must be the name of a header in lower case */
    header: string
    /** must be sha1, sha256 or sha512 */
    algorithm: "sha1" | "sha256" | "sha512"
    /** must be hex or base64 */
    encoding: "hex" | "base64"
    prefix?: string
    /** must be the name of a header in lower case */
    timestampHeader?: string
  } | {
    kind: "basic"
    username: string
  } | {
    kind: "bearer"
  } | {
    kind: "header"
    /** must be the name of a header in lower case */
    header: string
  } | {
    kind: "standard_webhooks"
  }
  /** must be a secret of 16 to 200 characters */
  secret?: string
  /** must say under what an event is known, and for how many hours */
  dedupe?: {
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    pointer?: string
    ttlHours: number
  }
  /** must say what of an event is what; docs/event-sources.md describes it */
  mapping?: {
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    type?: string
    typeNames?: Record<string, string>
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    occurredAt?: string
    contact: {
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      phone?: string
      morePhones?: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      country?: string
      /** must be such as IN */
      defaultCountry?: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      userId?: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      externalId?: string
      name?: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      language?: string
    }
    attributes: Record<string, string>
    tags: Array<string>
    data: Record<string, string>
    consent?: {
      purpose: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      state: string
      optedIn: Array<string>
      optedOut: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      occurredAt?: string
      text?: string
    }
  }
  actions?: Array<{
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    id: string
    kind: "send_template"
    types?: Array<string>
    conditions?: Array<{
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      pointer: string
      /** must be equals, not_equals, contains, not_contains, exists, missing, above, below */
      op: "equals" | "not_equals" | "contains" | "not_contains" | "exists" | "missing" | "above" | "below"
      value?: string
    }>
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    oncePer?: string
    maxAgeMinutes?: number
    /** must be an id of ours, a UUID */
    numberId: string
    template: {
      name: string
      language: string
    }
    bindings?: Record<string, unknown>
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    id: string
    kind: "start_flow"
    types?: Array<string>
    conditions?: Array<{
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      pointer: string
      /** must be equals, not_equals, contains, not_contains, exists, missing, above, below */
      op: "equals" | "not_equals" | "contains" | "not_contains" | "exists" | "missing" | "above" | "below"
      value?: string
    }>
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    oncePer?: string
    maxAgeMinutes?: number
    /** must be an id of ours, a UUID */
    flowId: string
    /** must be an id of ours, a UUID */
    numberId?: string
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    id: string
    kind: "enroll"
    types?: Array<string>
    conditions?: Array<{
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      pointer: string
      /** must be equals, not_equals, contains, not_contains, exists, missing, above, below */
      op: "equals" | "not_equals" | "contains" | "not_contains" | "exists" | "missing" | "above" | "below"
      value?: string
    }>
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    oncePer?: string
    maxAgeMinutes?: number
    /** must be an id of ours, a UUID */
    dripId: string
  } | {
    /** must be 1 to 64 of a-z, 0-9, _ and - */
    id: string
    kind: "exit_drip"
    types?: Array<string>
    conditions?: Array<{
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      pointer: string
      /** must be equals, not_equals, contains, not_contains, exists, missing, above, below */
      op: "equals" | "not_equals" | "contains" | "not_contains" | "exists" | "missing" | "above" | "below"
      value?: string
    }>
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    oncePer?: string
    maxAgeMinutes?: number
    /** must be an id of ours, a UUID */
    dripId: string
  }>
  /** must be what is answered once the events are stored */
  respond?: {
    status: 200 | 202 | 204
    body?: string
  }
}

export type UpdateEventSourceReply = EventSourceWithSecret

export type RotateEventSourceBody = {
  /** must be url or secret */
  what: "url" | "secret"
  /** must be a secret of 16 to 200 characters */
  secret?: string
  graceSeconds?: number
}

export type RotateEventSourceReply = EventSourceWithSecret

export type LearnEventMappingReply = {
  /** Events that were looked at, the latest 20 at most. */
  samples: number
  places: Array<{
    pointer: string
    /** In how many of them. */
    found: number
    /** What seems to stand there. */
    kind: "phone" | "email" | "instant" | "number" | "boolean" | "text" | (string & {})
    examples: Array<string>
  }>
  mapping: Record<string, unknown>
}

export interface ListIncomingEventsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be pending, waiting, applied, skipped, unmapped, failed */
  state?: "pending" | "waiting" | "applied" | "skipped" | "unmapped" | "failed"
  reason?: string
  /** must be an id of ours, a UUID */
  contactId?: string
}

export type ListIncomingEventsItem = IncomingEvent

export type CountIncomingEventsReply = {
  counts: Array<{
    /** Of the events. */
    state: "pending" | "waiting" | "applied" | "skipped" | "unmapped" | "failed" | (string & {})
    reason: string | null
    count: number
  }>
}

export type GetIncomingEventReply = IncomingEventWithBody

export type PreviewIncomingEventBody = {
  /** must say what of an event is what; docs/event-sources.md describes it */
  mapping?: {
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    type?: string
    typeNames?: Record<string, string>
    /** must be a JSON pointer such as /customer/phone, or header:<name> */
    occurredAt?: string
    contact: {
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      phone?: string
      morePhones?: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      country?: string
      /** must be such as IN */
      defaultCountry?: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      userId?: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      externalId?: string
      name?: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      language?: string
    }
    attributes: Record<string, string>
    tags: Array<string>
    data: Record<string, string>
    consent?: {
      purpose: string
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      state: string
      optedIn: Array<string>
      optedOut: Array<string>
      /** must be a JSON pointer such as /customer/phone, or header:<name> */
      occurredAt?: string
      text?: string
    }
  }
}

export type PreviewIncomingEventReply = {
  type: string | null
  occurredAt: string | null
  data: Record<string, string>
  /** What would be written; null: nothing names a person. */
  contact: Record<string, unknown> | null
  consent: Record<string, unknown> | null
  notes: Array<{
    field: string
    message: string
  }>
  actions: Array<string>
}

export type ReplayIncomingEventReply = IncomingEvent

export type ReplayIncomingEventsBody = {
  /** must be skipped, unmapped or failed */
  state: "skipped" | "unmapped" | "failed"
  reason?: string
}

export type ReplayIncomingEventsReply = {
  replayed: number
}

export type GetContactConsentReply = {
  /** must be an id of ours, a UUID */
  contactId: string
  consents: Array<Consent>
}

export type RecordConsentBody = {
  /** must be marketing, utility, authentication, service, or a topic of the account such as marketing.offers */
  purpose: string
  /** must be opted_in, opted_out, blocked, pending (the person was asked) or implied (by law or contract) */
  state: "opted_in" | "opted_out" | "blocked" | "pending" | "implied"
  /** must be when the person acted, in ISO 8601; absent: now */
  occurredAt?: string
  /** What proves that the person acted. `text`, `reference` or `noticeVersion` is required. */
  evidence?: {
    /** must be one of form, keyword, button, store, verbal, document: how the person acted */
    kind: "form" | "keyword" | "button" | "store" | "verbal" | "document"
    /** must be what the person agreed to or wrote, 4,000 characters at most */
    text?: string
    /** must say where the original is, such as an order or a recording, in 500 characters at most */
    reference?: string
    /** must be the version of the notice that the person was shown, 100 characters at most */
    noticeVersion?: string
    /** must be the language of the text, such as hi or pt-BR */
    language?: string
    /** must be the address from which the person acted */
    ip?: string
    /** must be the program with which the person acted, 500 characters at most */
    userAgent?: string
    details?: Record<string, unknown>
  }
  /** must be a remark for colleagues, 1,000 characters at most */
  note?: string
}

export type RecordConsentReply = RecordedConsent

export interface ListConsentEventsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListConsentEventsItem = ConsentEvent

export type GetConsentProofReply = {
  /** must be an id of ours, a UUID */
  contactId: string
  exportedAt: string
  chains: Array<{
    /** must be an id of ours, a UUID */
    contactId: string
    /** The first event that was changed or follows from none; null: the chain is whole. */
    brokenAt: number | null
    events: Array<ConsentEvent>
  }>
}

export interface GetContactSendabilityQuery {
  /** must be marketing, utility, authentication, service, or a topic of the account such as marketing.offers */
  purpose?: string
  /** must be Meta's id of the number that would send; it matters where stops hold for one number */
  phoneNumberId?: string
}

export type GetContactSendabilityReply = Sendability

export type RecordConsentsInBulkBody = {
  items: Array<{
    /** must be an id of ours, a UUID */
    contactId?: string
    /** must be a phone number with its country code */
    phone?: string
    /** must be a user id of Meta, such as IN.13491208655302741918 */
    userId?: string
    /** must be marketing, utility, authentication, service, or a topic of the account such as marketing.offers */
    purpose: string
    /** must be opted_in, opted_out, blocked, pending (the person was asked) or implied (by law or contract) */
    state: "opted_in" | "opted_out" | "blocked" | "pending" | "implied"
    /** must be when the person acted, in ISO 8601; absent: now */
    occurredAt?: string
    /** What proves that the person acted. `text`, `reference` or `noticeVersion` is required. */
    evidence?: {
      /** must be one of form, keyword, button, store, verbal, document: how the person acted */
      kind: "form" | "keyword" | "button" | "store" | "verbal" | "document"
      /** must be what the person agreed to or wrote, 4,000 characters at most */
      text?: string
      /** must say where the original is, such as an order or a recording, in 500 characters at most */
      reference?: string
      /** must be the version of the notice that the person was shown, 100 characters at most */
      noticeVersion?: string
      /** must be the language of the text, such as hi or pt-BR */
      language?: string
      /** must be the address from which the person acted */
      ip?: string
      /** must be the program with which the person acted, 500 characters at most */
      userAgent?: string
      details?: Record<string, unknown>
    }
    /** must be a remark for colleagues, 1,000 characters at most */
    note?: string
  }>
  /** must be api, or import for a list from elsewhere; of items without evidence */
  source?: "api" | "import"
}

export type RecordConsentsInBulkReply = {
  items: Array<{
    /** Place in the request, from 0. */
    index: number
    contactId: string | null
    /** `rejected`: nothing was recorded; `code` says why. */
    outcome: "changed" | "unchanged" | "superseded" | "rejected" | (string & {})
    /** What holds now; null: not known. */
    state: "unknown" | "implied" | "pending" | "opted_in" | "opted_out" | "blocked" | null | (string & {})
    code: string | null
    reason: string | null
    detail: string | null
    errors: Array<{
      path: string
      detail: string
    }>
  }>
}

export type ListConsentTopicsReply = {
  data: Array<ConsentTopic>
}

export type PutConsentTopicBody = {
  /** must have 1 to 100 characters that can be stored */
  name: string
  /** must have 1 to 500 characters that can be stored */
  description?: string | null
  archived?: boolean
}

export type PutConsentTopicReply = ConsentTopic

export interface ListSuppressionsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be a phone number with its country code */
  phone?: string
  /** must be all (everything but replies) or marketing */
  scope?: "all" | "marketing"
}

export type ListSuppressionsItem = Suppression

export type AddSuppressionsBody = {
  items: Array<{
    /** must be a phone number with its country code */
    phone?: string
    /** must be a user id of Meta, such as IN.13491208655302741918 */
    userId?: string
    /** must be an id of ours, a UUID */
    contactId?: string
    /** must be all (everything but replies) or marketing */
    scope?: "all" | "marketing"
    /** must say why in a few words, such as complaint */
    reason: string
    /** must be a remark for colleagues, 1,000 characters at most */
    note?: string
    /** must be when it ends, in ISO 8601; absent: never */
    until?: string
  }>
}

export type AddSuppressionsReply = {
  items: Array<{
    /** Place in the request, from 0. */
    index: number
    outcome: "added" | "updated" | "rejected" | (string & {})
    /** One for each identifier of a contact. */
    suppressions: Array<Suppression>
    code: string | null
    detail: string | null
    errors: Array<{
      path: string
      detail: string
    }>
  }>
}

export interface ExportSuppressionsQuery {
  /** must be all (everything but replies) or marketing */
  scope?: "all" | "marketing"
  format?: "ndjson" | "csv"
}

export type GetPolicyReply = Policy

export type ChangePolicyBody = {
  /** must be opt_out (marketing goes to all who have not said stop) or opt_in (only to those who agreed) */
  marketingConsent?: "opt_out" | "opt_in"
  /** must be ISO 3166 codes of countries that get no marketing, such as US */
  blockedCountries?: Array<string>
  /** must be the local times between which no marketing leaves; null: none */
  quietHours?: {
    /** must be a time of day as HH:MM */
    from: string
    /** must be a time of day as HH:MM */
    to: string
  } | null
  /** must be an IANA time zone, such as Asia/Kolkata */
  timeZone?: string
  /** must be six caps at most on the marketing messages of a person */
  caps?: Array<{
    /** must be 1 to 100 */
    max: number
    /** must be day, week or month */
    per: "day" | "week" | "month"
    /** must be calendar (of the person) or rolling (the time before) */
    window: "calendar" | "rolling"
  }>
  /** must be 1 to 30 days; null: the same may be sent again */
  duplicateDays?: number | null
  /** Whether marketing waits after Meta held some back (131049). */
  learnFromMeta?: boolean
  /** By the name of a template: the topic for which it is sent. */
  templateTopics?: Record<string, string>
  /** Whether a stop by keyword holds for the number that it was sent to alone, and not for every number. */
  stopsPerNumber?: boolean
  /** must be phrases that are understood beside the keywords */
  keywords?: {
    /** must be 50 phrases at most, each of 100 characters at most */
    stop?: Array<string>
    /** must be 50 phrases at most, each of 100 characters at most */
    start?: Array<string>
    /** must be 50 phrases at most, each of 100 characters at most */
    agree?: Array<string>
  }
  /** must be a text of 1,000 characters at most that answers an opt-out by keyword; null: none */
  confirmation?: string | null
}

export type ChangePolicyReply = Policy

export type GetWalletReply = {
  wallets: Array<Wallet>
}

export interface ListWalletTransactionsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be an ISO 4217 code such as INR */
  currency?: string
  /** must be one of top_up, promo_grant, promo_expired, adjustment, capture, late_capture, refund, credit_note, refund_requested, refund_sent, refund_returned, dispute_opened, dispute_won, dispute_lost, partner_transfer, pool_draw */
  kind?: "top_up" | "promo_grant" | "promo_expired" | "adjustment" | "capture" | "late_capture" | "refund" | "credit_note" | "refund_requested" | "refund_sent" | "refund_returned" | "dispute_opened" | "dispute_won" | "dispute_lost" | "partner_transfer" | "pool_draw"
  /** must be an id of ours, a UUID */
  messageId?: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  createdAfter?: string
}

export type ListWalletTransactionsItem = WalletTransaction

export interface ListWalletHoldsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListWalletHoldsItem = WalletHold

export type SetWalletThresholdsBody = {
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** must be ten thresholds at most */
  thresholds: Array<{
    /** must be a short name of lower-case letters, digits, _ and -, such as low */
    id: string
    /** must be a decimal string with six decimals at most, such as "12.50" */
    below: string
    /** must be a decimal string with six decimals at most, such as "12.50" */
    rearmAbove?: string
  }>
}

export type SetWalletThresholdsReply = Wallet

export interface GetPricingQuoteQuery {
  /** must be a phone number with its country code */
  to: string
  /** must be one of marketing, utility, authentication, authentication_international, service */
  category: "marketing" | "utility" | "authentication" | "authentication_international" | "service"
}

export type GetPricingQuoteReply = {
  /** must be an ISO 4217 code such as INR */
  currency: string
  price: Price
}

export type GetMessageCostReply = {
  /** must be an id of ours, a UUID */
  messageId: string
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** must be one of held, captured, released, refunded */
  state: "held" | "captured" | "released" | "refunded" | (string & {})
  /** must be a decimal string with six decimals at most, such as "12.50" */
  held: string
  /** must be a decimal string with six decimals at most, such as "12.50" */
  captured: string | null
  quote: Price
  price: {
    /** must be a decimal string with six decimals at most, such as "12.50" */
    total: string
    /** Meta's share. */
    meta: string
    /** must be a decimal string with six decimals at most, such as "12.50" */
    markup: string
    /** Of the platform. */
    fee: string
    market: string
    /** must be one of marketing, utility, authentication, authentication_international, service */
    category: "marketing" | "utility" | "authentication" | "authentication_international" | "service" | (string & {})
    country: string | null
    cardId: string | null
    /** How the total came about, line by line. */
    steps: Array<{
      /** rate, reported_cost, free, markup, platform_fee, meta_included or total. */
      kind: string
      label: string
      /** must be a decimal string with six decimals at most, such as "12.50" */
      amount: string
    }>
  } | null
  settledAt: string | null
}

export interface GetUsageQuery {
  /** must be category, market or day (UTC) */
  groupBy?: "category" | "market" | "day"
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  from: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  to: string
}

export type GetUsageReply = {
  data: Array<{
    group: string
    /** must be an ISO 4217 code such as INR */
    currency: string
    messages: number
    /** must be a decimal string with six decimals at most, such as "12.50" */
    charged: string
    /** must be a decimal string with six decimals at most, such as "12.50" */
    meta: string
    /** must be a decimal string with six decimals at most, such as "12.50" */
    markup: string
    /** must be a decimal string with six decimals at most, such as "12.50" */
    fee: string
  }>
}

export type StartTopUpBody = {
  /** must be an amount with as many decimals as the currency has coins for, such as "500.00" */
  amount: string
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** must be razorpay or stripe; absent: the first that takes the currency */
  provider?: "razorpay" | "stripe"
  /** must be an address such as https://example.com/paid: the browser goes there after the payment, with `topUp` added; absent: the wallet of the dashboard */
  returnUrl?: string
  /** must be true or false: whether the provider keeps the card for `PUT /v1/wallet/auto-recharge`. Razorpay keeps none here */
  saveMethod?: boolean
}

export type StartTopUpReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be one of razorpay, stripe */
  provider: "razorpay" | "stripe" | (string & {})
  /** must be one of creating, requires_payment, paid, expired */
  state: "creating" | "requires_payment" | "paid" | "expired" | (string & {})
  /** must be one of customer, auto_recharge */
  origin: "customer" | "auto_recharge" | (string & {})
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** What the wallet gets. */
  amount: string
  /** On top of it. */
  tax: string
  /** What is charged. */
  total: string
  /** Where a person pays; null: not known yet. */
  paymentUrl: string | null
  /** The provider's, for a checkout that is embedded in a page of yours. */
  orderId: string | null
  createdAt: string
  updatedAt: string
}

export interface ListTopUpsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListTopUpsItem = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be one of razorpay, stripe */
  provider: "razorpay" | "stripe" | (string & {})
  /** must be one of creating, requires_payment, paid, expired */
  state: "creating" | "requires_payment" | "paid" | "expired" | (string & {})
  /** must be one of customer, auto_recharge */
  origin: "customer" | "auto_recharge" | (string & {})
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** What the wallet gets. */
  amount: string
  /** On top of it. */
  tax: string
  /** What is charged. */
  total: string
  /** Where a person pays; null: not known yet. */
  paymentUrl: string | null
  /** The provider's, for a checkout that is embedded in a page of yours. */
  orderId: string | null
  createdAt: string
  updatedAt: string
}

export type GetTopUpReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be one of razorpay, stripe */
  provider: "razorpay" | "stripe" | (string & {})
  /** must be one of creating, requires_payment, paid, expired */
  state: "creating" | "requires_payment" | "paid" | "expired" | (string & {})
  /** must be one of customer, auto_recharge */
  origin: "customer" | "auto_recharge" | (string & {})
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** What the wallet gets. */
  amount: string
  /** On top of it. */
  tax: string
  /** What is charged. */
  total: string
  /** Where a person pays; null: not known yet. */
  paymentUrl: string | null
  /** The provider's, for a checkout that is embedded in a page of yours. */
  orderId: string | null
  createdAt: string
  updatedAt: string
  payments: Array<Payment>
  refunds: Array<Refund>
  disputes: Array<Dispute>
}

export type ProveTopUpBody = {
  razorpay_payment_id: string
  razorpay_order_id: string
  razorpay_signature: string
}

export type ProveTopUpReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be one of razorpay, stripe */
  provider: "razorpay" | "stripe" | (string & {})
  /** must be one of creating, requires_payment, paid, expired */
  state: "creating" | "requires_payment" | "paid" | "expired" | (string & {})
  /** must be one of customer, auto_recharge */
  origin: "customer" | "auto_recharge" | (string & {})
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** What the wallet gets. */
  amount: string
  /** On top of it. */
  tax: string
  /** What is charged. */
  total: string
  /** Where a person pays; null: not known yet. */
  paymentUrl: string | null
  /** The provider's, for a checkout that is embedded in a page of yours. */
  orderId: string | null
  createdAt: string
  updatedAt: string
  payments: Array<Payment>
  refunds: Array<Refund>
  disputes: Array<Dispute>
}

export type RefundTopUpBody = {
  /** must be at most what is left of the payment, without tax; absent: all of it */
  amount?: string
  /** must be a payment of the top-up that was credited; needed where there are several */
  paymentId?: string
  /** must be at most 200 characters */
  reason?: string
}

export type RefundTopUpReply = Refund

export type GetTopUpOptionsReply = {
  options: Array<{
    provider: "razorpay" | "stripe" | (string & {})
    /** must be an ISO 4217 code such as INR */
    currency: string
    /** must be a decimal string with six decimals at most, such as "12.50" */
    minimum: string
  }>
}

export type GetAutoRechargeReply = {
  data: Array<{
    /** must be an ISO 4217 code such as INR */
    currency: string
    enabled: boolean
    /** must be a decimal string with six decimals at most, such as "12.50" */
    below: string
    /** must be a decimal string with six decimals at most, such as "12.50" */
    amount: string
    methodId: string | null
    maxPerDay: number
    maxPerMonth: number
    /** Of the payment under way: there is never more than one. */
    topUpId: string | null
    /** `declined`: two charges in a row were; `method_removed`. Set it anew to go on. */
    stoppedReason: string | null
    updatedAt: string
  }>
}

export type SetAutoRechargeBody = {
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** must be true or false */
  enabled: boolean
  /** must be the balance below which the wallet is filled */
  below: string
  /** must be the amount by which it is filled, without tax */
  amount: string
  /** must be a saved payment method; null or absent: `wallet.payment_requested` asks a person to pay */
  methodId?: string | null
  /** must be 1 to 24; absent: 2 */
  maxPerDay?: number
  /** must be 1 to 200; absent: 20 */
  maxPerMonth?: number
}

export type SetAutoRechargeReply = {
  /** must be an ISO 4217 code such as INR */
  currency: string
  enabled: boolean
  /** must be a decimal string with six decimals at most, such as "12.50" */
  below: string
  /** must be a decimal string with six decimals at most, such as "12.50" */
  amount: string
  methodId: string | null
  maxPerDay: number
  maxPerMonth: number
  /** Of the payment under way: there is never more than one. */
  topUpId: string | null
  /** `declined`: two charges in a row were; `method_removed`. Set it anew to go on. */
  stoppedReason: string | null
  updatedAt: string
}

export type ListPaymentMethodsReply = {
  data: Array<{
    /** must be an id of ours, a UUID */
    id: string
    provider: "razorpay" | "stripe" | (string & {})
    /** As people know it: `visa •••• 4242`. */
    label: string
    createdAt: string
  }>
}

export interface ListInvoicesQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be one of tax_invoice, receipt_voucher, refund_voucher, credit_note, statement */
  kind?: "tax_invoice" | "receipt_voucher" | "refund_voucher" | "credit_note" | "statement"
}

export type ListInvoicesItem = Invoice

export type GetInvoiceReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be one of tax_invoice, receipt_voucher, refund_voucher, credit_note, statement */
  kind: "tax_invoice" | "receipt_voucher" | "refund_voucher" | "credit_note" | "statement" | (string & {})
  /** Consecutive within its series and financial year. */
  number: string
  /** must be an ISO 4217 code such as INR */
  currency: string
  /** must be a decimal string with six decimals at most, such as "12.50" */
  total: string
  /** The document that a credit note corrects. */
  corrects: string | null
  issuedAt: string
  /** Everything that stands on the paper (`invoice.v1`), every number a string. */
  document: Record<string, unknown>
  /** Of the document as JSON. */
  sha256: string
}

export type GetBillingProfileReply = BillingProfile

export type SetBillingProfileBody = {
  /** must be the legal name of the buyer */
  name: string
  /** must be an address of at most 500 characters */
  address: string
  /** must be a country of ISO 3166, such as IN */
  country: string
  /** must be the two digits of an Indian state, such as 29; with a GSTIN it follows from that */
  state?: string | null
  /** must be a GSTIN, such as 29AAGCB7383J1Z4 */
  gstin?: string | null
  /** must be a VAT id with the letters of its country */
  vatId?: string | null
  /** must be the address to which documents are sent */
  email?: string | null
}

export type SetBillingProfileReply = BillingProfile

export interface ListTemplatesQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be the id of a WhatsApp Business Account, digits */
  wabaId?: string
  name?: string
  language?: string
  /** APPROVED, PENDING, REJECTED, PAUSED, DISABLED, … */
  status?: string
  /** AUTHENTICATION, MARKETING or UTILITY. */
  category?: string
  /** In name and texts. */
  search?: string
}

export type ListTemplatesItem = {
  /** must be an id of ours, a UUID */
  id: string
  /** Meta's id. */
  metaId: string
  wabaId: string
  name: string
  language: string
  category: string
  /** Meta has said that it will change the category to this. */
  announcedCategory: string | null
  /** Only APPROVED can be sent. */
  status: string
  /** GREEN, YELLOW, RED or UNKNOWN. */
  quality: string
  /** Its quality falls; it can still be sent. */
  flagged: boolean
  rejectedReason: string | null
  parameterFormat: string
  components: Array<Record<string, unknown>>
  messageSendTtlSeconds: number | null
  /** Meta changed the category then: bulk messages accepted before wait until you release them. */
  holdBefore: string | null
  syncedAt: string | null
  createdAt: string | null
}

export type CreateTemplateBody = {
  /** must be the id of a WhatsApp Business Account, digits */
  wabaId?: string
  /** Lower-case letters, digits and underscores. */
  name: unknown
  /** A language code of WhatsApp, as en_US. */
  language: unknown
  /** AUTHENTICATION, MARKETING or UTILITY. */
  category: unknown
  /** Meta's components with camelCase members. */
  components: unknown
  /** POSITIONAL (default) or NAMED. */
  parameterFormat?: unknown
  messageSendTtlSeconds?: unknown
}

export type CreateTemplateReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** Meta's id. */
  metaId: string
  wabaId: string
  name: string
  language: string
  category: string
  /** Meta has said that it will change the category to this. */
  announcedCategory: string | null
  /** Only APPROVED can be sent. */
  status: string
  /** GREEN, YELLOW, RED or UNKNOWN. */
  quality: string
  /** Its quality falls; it can still be sent. */
  flagged: boolean
  rejectedReason: string | null
  parameterFormat: string
  components: Array<Record<string, unknown>>
  messageSendTtlSeconds: number | null
  /** Meta changed the category then: bulk messages accepted before wait until you release them. */
  holdBefore: string | null
  syncedAt: string | null
  createdAt: string | null
}

export type ListTemplateSyncsReply = {
  data: Array<{
    wabaId: string
    syncedAt: string | null
    /** Of the last try, if it failed. */
    error: string | null
  }>
}

export type SyncTemplatesBody = {
  /** must be the id of a WhatsApp Business Account, digits */
  wabaId?: string
}

export type SyncTemplatesReply = {
  wabaId: string
  count: number
}

export type GetTemplateReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** Meta's id. */
  metaId: string
  wabaId: string
  name: string
  language: string
  category: string
  /** Meta has said that it will change the category to this. */
  announcedCategory: string | null
  /** Only APPROVED can be sent. */
  status: string
  /** GREEN, YELLOW, RED or UNKNOWN. */
  quality: string
  /** Its quality falls; it can still be sent. */
  flagged: boolean
  rejectedReason: string | null
  parameterFormat: string
  components: Array<Record<string, unknown>>
  messageSendTtlSeconds: number | null
  /** Meta changed the category then: bulk messages accepted before wait until you release them. */
  holdBefore: string | null
  syncedAt: string | null
  createdAt: string | null
  /** Queued bulk messages that wait for this template. */
  heldMessages: number
}

export type EditTemplateBody = {
  category?: string
  /** Meta's components with camelCase members: HEADER, BODY, FOOTER, BUTTONS, CAROUSEL, LIMITED_TIME_OFFER. */
  components?: Array<Record<string, unknown>>
  parameterFormat?: string
  /** How long Meta tries to deliver, in seconds; -1: 30 days. */
  messageSendTtlSeconds?: number
}

export type EditTemplateReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** Meta's id. */
  metaId: string
  wabaId: string
  name: string
  language: string
  category: string
  /** Meta has said that it will change the category to this. */
  announcedCategory: string | null
  /** Only APPROVED can be sent. */
  status: string
  /** GREEN, YELLOW, RED or UNKNOWN. */
  quality: string
  /** Its quality falls; it can still be sent. */
  flagged: boolean
  rejectedReason: string | null
  parameterFormat: string
  components: Array<Record<string, unknown>>
  messageSendTtlSeconds: number | null
  /** Meta changed the category then: bulk messages accepted before wait until you release them. */
  holdBefore: string | null
  syncedAt: string | null
  createdAt: string | null
}

export type GetTemplateContractReply = Record<string, unknown>

export type LintTemplateBody = {
  /** must be the id of a WhatsApp Business Account, digits */
  wabaId?: string
  /** Lower-case letters, digits and underscores. */
  name: unknown
  /** A language code of WhatsApp, as en_US. */
  language: unknown
  /** AUTHENTICATION, MARKETING or UTILITY. */
  category: unknown
  /** Meta's components with camelCase members. */
  components: unknown
  /** POSITIONAL (default) or NAMED. */
  parameterFormat?: unknown
  messageSendTtlSeconds?: unknown
}

export type LintTemplateReply = {
  valid: boolean
  problems: Array<{
    /** As `template.components.0.type`. */
    path: string
    /** The same as a JSON Pointer: `/template/components/0/type`. */
    pointer: string
    detail: string
  }>
}

export type PreviewTemplateBody = {
  /** Of a send, with camelCase members. */
  components?: Array<Record<string, unknown>>
  /** Values as the contract describes them. */
  parameters?: Record<string, unknown>
}

export type PreviewTemplateReply = {
  preview: Record<string, unknown>
  /** Why such a send would be refused; empty: it would be accepted. */
  problems: Array<{
    /** As `template.components.0.type`. */
    path: string
    /** The same as a JSON Pointer: `/template/components/0/type`. */
    pointer: string
    detail: string
  }>
}

export type UploadTemplateSampleBody = {
  /** must be the id of a WhatsApp Business Account, digits */
  wabaId?: string
  /** must be an id of ours, a UUID */
  mediaId: string
}

export type UploadTemplateSampleReply = {
  handle: string
}

export type ReleaseTemplateReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** Meta's id. */
  metaId: string
  wabaId: string
  name: string
  language: string
  category: string
  /** Meta has said that it will change the category to this. */
  announcedCategory: string | null
  /** Only APPROVED can be sent. */
  status: string
  /** GREEN, YELLOW, RED or UNKNOWN. */
  quality: string
  /** Its quality falls; it can still be sent. */
  flagged: boolean
  rejectedReason: string | null
  parameterFormat: string
  components: Array<Record<string, unknown>>
  messageSendTtlSeconds: number | null
  /** Meta changed the category then: bulk messages accepted before wait until you release them. */
  holdBefore: string | null
  syncedAt: string | null
  createdAt: string | null
}

export type UploadMediaBody = {
  file: FileInput
}

export type UploadMediaReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** `out`: uploaded; `in`: sent by a person. */
  direction: string
  /** image, video, audio, document or sticker. */
  kind: string | null
  /** As the bytes tell; of inbound media as Meta says. */
  mimeType: string
  filename: string | null
  sizeBytes: number
  /** Hexadecimal. */
  sha256: string
  /** May be sent as a voice note: Opus in Ogg, one channel. */
  voice: boolean
  /** The message that brought it. */
  messageId: string | null
  /** A link to the bytes that needs no key and lives an hour. */
  url: string
  urlExpiresAt: string
  createdAt: string
}

export interface ListMediaQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** Only what this message brought. */
  messageId?: string
}

export type ListMediaItem = {
  /** must be an id of ours, a UUID */
  id: string
  /** `out`: uploaded; `in`: sent by a person. */
  direction: string
  /** image, video, audio, document or sticker. */
  kind: string | null
  /** As the bytes tell; of inbound media as Meta says. */
  mimeType: string
  filename: string | null
  sizeBytes: number
  /** Hexadecimal. */
  sha256: string
  /** May be sent as a voice note: Opus in Ogg, one channel. */
  voice: boolean
  /** The message that brought it. */
  messageId: string | null
  /** A link to the bytes that needs no key and lives an hour. */
  url: string
  urlExpiresAt: string
  createdAt: string
}

export type FetchMediaBody = {
  /** A public https address. */
  url: string
  filename?: string
}

export type FetchMediaReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** `out`: uploaded; `in`: sent by a person. */
  direction: string
  /** image, video, audio, document or sticker. */
  kind: string | null
  /** As the bytes tell; of inbound media as Meta says. */
  mimeType: string
  filename: string | null
  sizeBytes: number
  /** Hexadecimal. */
  sha256: string
  /** May be sent as a voice note: Opus in Ogg, one channel. */
  voice: boolean
  /** The message that brought it. */
  messageId: string | null
  /** A link to the bytes that needs no key and lives an hour. */
  url: string
  urlExpiresAt: string
  createdAt: string
}

export type GetMediaReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** `out`: uploaded; `in`: sent by a person. */
  direction: string
  /** image, video, audio, document or sticker. */
  kind: string | null
  /** As the bytes tell; of inbound media as Meta says. */
  mimeType: string
  filename: string | null
  sizeBytes: number
  /** Hexadecimal. */
  sha256: string
  /** May be sent as a voice note: Opus in Ogg, one channel. */
  voice: boolean
  /** The message that brought it. */
  messageId: string | null
  /** A link to the bytes that needs no key and lives an hour. */
  url: string
  urlExpiresAt: string
  createdAt: string
}

export type DeleteMediaReply = {
  /** must be an id of ours, a UUID */
  id: string
  deleted: true
}

export interface ListNumbersQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListNumbersItem = {
  /** must be an id of ours, a UUID */
  id: string
  /** Meta's id. */
  phoneNumberId: string
  wabaId: string | null
  displayPhoneNumber: string | null
  verifiedName: string | null
  /** On the simulator: nothing reaches a real phone. */
  sandbox: boolean
  /** Its webhooks come from a Meta app of your own. */
  hasAppSecret: boolean
  verifiedAt: string | null
  /** In Meta's words; null: not told yet. */
  health: {
    quality: string | null
    messagingLimit: string | null
    throughput: string | null
    status: string | null
    canSend: string | null
    nameStatus: string | null
    accountReview: string | null
    banState: string | null
    violation: string | null
    restrictions: Array<string>
    readAt: string | null
    /** Why the last reading failed. */
    error: string | null
  } | null
}

export type ConnectNumberBody = {
  /** must be Meta's id of the number, 5 to 20 digits */
  phoneNumberId: string
  /** must be printable ASCII characters without spaces */
  accessToken: string
  /** must be printable ASCII characters without spaces */
  appSecret?: string
}

export type ConnectNumberReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** Meta's id. */
  phoneNumberId: string
  wabaId: string | null
  displayPhoneNumber: string | null
  verifiedName: string | null
  /** On the simulator: nothing reaches a real phone. */
  sandbox: boolean
  /** Its webhooks come from a Meta app of your own. */
  hasAppSecret: boolean
  verifiedAt: string | null
  /** In Meta's words; null: not told yet. */
  health: {
    quality: string | null
    messagingLimit: string | null
    throughput: string | null
    status: string | null
    canSend: string | null
    nameStatus: string | null
    accountReview: string | null
    banState: string | null
    violation: string | null
    restrictions: Array<string>
    readAt: string | null
    /** Why the last reading failed. */
    error: string | null
  } | null
}

export type GetNumberReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** Meta's id. */
  phoneNumberId: string
  wabaId: string | null
  displayPhoneNumber: string | null
  verifiedName: string | null
  /** On the simulator: nothing reaches a real phone. */
  sandbox: boolean
  /** Its webhooks come from a Meta app of your own. */
  hasAppSecret: boolean
  verifiedAt: string | null
  /** In Meta's words; null: not told yet. */
  health: {
    quality: string | null
    messagingLimit: string | null
    throughput: string | null
    status: string | null
    canSend: string | null
    nameStatus: string | null
    accountReview: string | null
    banState: string | null
    violation: string | null
    restrictions: Array<string>
    readAt: string | null
    /** Why the last reading failed. */
    error: string | null
  } | null
}

export type VerifyNumberReply = {
  /** Nothing that was looked at is wrong. */
  ok: boolean
  number: {
    /** must be an id of ours, a UUID */
    id: string
    /** Meta's id. */
    phoneNumberId: string
    wabaId: string | null
    displayPhoneNumber: string | null
    verifiedName: string | null
    /** On the simulator: nothing reaches a real phone. */
    sandbox: boolean
    /** Its webhooks come from a Meta app of your own. */
    hasAppSecret: boolean
    verifiedAt: string | null
    /** In Meta's words; null: not told yet. */
    health: {
      quality: string | null
      messagingLimit: string | null
      throughput: string | null
      status: string | null
      canSend: string | null
      nameStatus: string | null
      accountReview: string | null
      banState: string | null
      violation: string | null
      restrictions: Array<string>
      readAt: string | null
      /** Why the last reading failed. */
      error: string | null
    } | null
  }
  /** In the order in which they should be mended. */
  checks: Array<{
    /** Stable name of what was looked at. */
    check: "token_valid" | "token_expiry" | "token_scopes" | "token_app" | "number_reachable" | "number_registered" | "number_state" | "number_may_send" | "number_quality" | "number_name" | "number_throughput" | "account_known" | "account_review" | "app_subscribed" | "callback" | (string & {})
    /** null: it could not be looked at; `detail` says why. */
    ok: boolean | null
    /** What was found. */
    detail: string
    /** What to do about it. */
    remedy: string | null
  }>
}

export type GetNumberCallbackReply = {
  /** What Meta calls for messages of this number; null: nothing, or not known. */
  url: string | null
  /** Who sets it; the first that does counts. */
  setBy: "number" | "account" | "app" | null | (string & {})
  /** It is this installation. */
  here: boolean
  /** What the WhatsApp Business Account sets in place of the app’s. */
  override: string | null
  /** Whether the app of the token is subscribed to the account at all. */
  subscribed: boolean
  wabaId: string | null
  /** The address of this installation. */
  ownUrl: string
}

export type SetNumberCallbackBody = {
  /** Left out: this installation. */
  url?: string
  /** must be printable ASCII characters without spaces */
  verifyToken?: string
}

export type SetNumberCallbackReply = {
  /** What Meta calls for messages of this number; null: nothing, or not known. */
  url: string | null
  /** Who sets it; the first that does counts. */
  setBy: "number" | "account" | "app" | null | (string & {})
  /** It is this installation. */
  here: boolean
  /** What the WhatsApp Business Account sets in place of the app’s. */
  override: string | null
  /** Whether the app of the token is subscribed to the account at all. */
  subscribed: boolean
  wabaId: string | null
  /** The address of this installation. */
  ownUrl: string
}

export type SignUpNumberBody = {
  /** must be printable ASCII characters without spaces */
  code?: string
  /** must be Meta's id of the WhatsApp Business Account, 5 to 20 digits */
  wabaId: string
  /** must be Meta's id of the number, 5 to 20 digits */
  phoneNumberId?: string
  /** must be six digits */
  pin?: string
}

export type SignUpNumberReply = {
  /** Meta's id; null: it is not known yet which number it is. */
  phoneNumberId: string | null
  wabaId: string
  sandbox: boolean
  /** running: a call is at work on it; interrupted: a call died before it came to an end. */
  state: "running" | "done" | "failed" | "interrupted" | (string & {})
  /** In their order; what is not done has no `doneAt`. */
  steps: Array<{
    step: "code_exchanged" | "token_checked" | "app_subscribed" | "number_registered" | "number_connected" | (string & {})
    doneAt: string | null
  }>
  failure: {
    /** What was not done. */
    step: "code_exchanged" | "token_checked" | "app_subscribed" | "number_registered" | "number_connected" | (string & {})
    /** Stable name of the cause. */
    reason: "app_not_configured" | "app_refused" | "code_required" | "code_used" | "code_expired" | "code_invalid" | "token_invalid" | "token_expired" | "token_of_other_app" | "token_lacks_scope" | "token_lacks_account" | "permission_missing" | "number_not_in_account" | "account_has_no_number" | "number_not_chosen" | "number_in_phone_app" | "number_taken" | "pin_wrong" | "pin_guessed_too_often" | "pin_guessed_too_fast" | "number_not_verified" | "number_deleted_lately" | "deregistration_incomplete" | "registration_limited" | "meta_refused" | "meta_unavailable" | (string & {})
    /** In plain words, with what to do about it. */
    detail: string
    /** Meta's own words; null: it was not Meta that refused. */
    meta: string | null
    at: string
  } | null
  /** The PIN of its two-step verification is stored here, encrypted. */
  pinStored: boolean
  /** It was made here, for none was given. */
  pinGenerated: boolean
  numberId: string | null
  createdAt: string
  updatedAt: string
}

export type GetNumberSignupReply = {
  /** Meta's id; null: it is not known yet which number it is. */
  phoneNumberId: string | null
  wabaId: string
  sandbox: boolean
  /** running: a call is at work on it; interrupted: a call died before it came to an end. */
  state: "running" | "done" | "failed" | "interrupted" | (string & {})
  /** In their order; what is not done has no `doneAt`. */
  steps: Array<{
    step: "code_exchanged" | "token_checked" | "app_subscribed" | "number_registered" | "number_connected" | (string & {})
    doneAt: string | null
  }>
  failure: {
    /** What was not done. */
    step: "code_exchanged" | "token_checked" | "app_subscribed" | "number_registered" | "number_connected" | (string & {})
    /** Stable name of the cause. */
    reason: "app_not_configured" | "app_refused" | "code_required" | "code_used" | "code_expired" | "code_invalid" | "token_invalid" | "token_expired" | "token_of_other_app" | "token_lacks_scope" | "token_lacks_account" | "permission_missing" | "number_not_in_account" | "account_has_no_number" | "number_not_chosen" | "number_in_phone_app" | "number_taken" | "pin_wrong" | "pin_guessed_too_often" | "pin_guessed_too_fast" | "number_not_verified" | "number_deleted_lately" | "deregistration_incomplete" | "registration_limited" | "meta_refused" | "meta_unavailable" | (string & {})
    /** In plain words, with what to do about it. */
    detail: string
    /** Meta's own words; null: it was not Meta that refused. */
    meta: string | null
    at: string
  } | null
  /** The PIN of its two-step verification is stored here, encrypted. */
  pinStored: boolean
  /** It was made here, for none was given. */
  pinGenerated: boolean
  numberId: string | null
  createdAt: string
  updatedAt: string
}

export type RevealNumberPinReply = {
  /** Six digits. */
  pin: string
  /** It was made here, for none was given. */
  generated: boolean
}

export interface ListWebhookEndpointsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListWebhookEndpointsItem = WebhookEndpoint

export type CreateWebhookEndpointBody = {
  url: string
  /** Types of events and patterns: `message.*`, `message.status.failed`, `*`. */
  eventTypes: Array<string>
  /** In whose format and with whose signature events are told; left out: native. */
  dialect?: "native" | "whatsapi" | "cloud-api" | "mobile-gateway" | "waba-portal"
  description?: string | null
  /** Events about one person arrive one at a time, in order. One that fails holds the next back, for at most 30 s. */
  ordered?: boolean
  /** Of your own choice: 24 to 64 printable characters, or `whsec_` and the base64 of 24 to 64 bytes. Left out: one is made. */
  secret?: string
}

export type CreateWebhookEndpointReply = WebhookEndpointWithSecret

export type GetWebhookEndpointReply = WebhookEndpoint

export type ChangeWebhookEndpointBody = {
  url?: string
  /** Types of events and patterns: `message.*`, `message.status.failed`, `*`. */
  eventTypes?: Array<string>
  /** In whose format and with whose signature events are told; left out: native. */
  dialect?: "native" | "whatsapi" | "cloud-api" | "mobile-gateway" | "waba-portal"
  description?: string | null
  /** Events about one person arrive one at a time, in order. One that fails holds the next back, for at most 30 s. */
  ordered?: boolean
  enabled?: boolean
}

export type ChangeWebhookEndpointReply = WebhookEndpoint

export type TestWebhookEndpointBody = {
  /** Switches the endpoint on when it answers well. */
  enable?: boolean
}

export type TestWebhookEndpointReply = {
  delivered: boolean
  /** must be an id of ours, a UUID */
  eventId: string
  /** must be an id of ours, a UUID */
  deliveryId: string
  attempt: {
    /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
    at: string
    /** Null: no answer. */
    status: number | null
    durationMs: number
    error: string | null
    /** The first 4 KiB of the answer. */
    response: string | null
  }
  endpoint: WebhookEndpoint
}

export type RotateWebhookSecretBody = {
  /** Of your own choice: 24 to 64 printable characters, or `whsec_` and the base64 of 24 to 64 bytes. Left out: one is made. */
  secret?: string
  /** How long the old secret signs too; 0: not at all. Left out: a day. */
  graceSeconds?: number
}

export type RotateWebhookSecretReply = WebhookEndpointWithSecret

export type RevokePreviousWebhookSecretReply = WebhookEndpoint

export interface ListWebhookDeliveriesQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** Only these. */
  status?: "delivered" | "retrying" | "failed"
}

export type ListWebhookDeliveriesItem = WebhookDelivery

export type DeliverEventBody = {
  /** must be an id of ours, a UUID */
  eventId: string
}

export type DeliverEventReply = {
  /** false: it waits for an attempt already. */
  queued: boolean
}

export type GetWebhookDeliveryReply = WebhookDelivery

export type ReplayWebhookDeliveryReply = {
  /** false: it waits for an attempt already. */
  queued: boolean
}

export type StartWebhookReplayBody = {
  /** failed: given up; missing: never delivered; all: everything subscribed to. */
  what: "failed" | "missing" | "all"
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  from: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  to?: string
}

export type StartWebhookReplayReply = WebhookReplay

export interface ListWebhookReplaysQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListWebhookReplaysItem = WebhookReplay

export type GetWebhookReplayReply = WebhookReplay

export type StopWebhookReplayReply = WebhookReplay

export interface ListEventsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** must be types or patterns such as message.status.*, with commas between */
  type?: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  recordedFrom?: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  recordedTo?: string
}

export type ListEventsItem = Event

export type GetEventReply = Event

export interface StreamEventsQuery {
  /** The `id` of the last event received; `Last-Event-ID` says the same. */
  after?: string
}

export type GetAccountReply = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  email: string
  plan: string
  active: boolean
  /** The number from which is sent when a request names none; null: none is chosen. */
  defaultNumberId: string | null
  /** Members without a second factor may only set one up. */
  requiresTwoFactor: boolean
  limits: {
    /** In any 60 seconds, over all keys; null: unlimited. */
    requestsPerMinute: number | null
    /** Requests in a calendar day or month, UTC; null: unlimited. */
    quota: {
      requests: number
      per: "day" | "month" | (string & {})
    } | null
    /** Messages that one bulk request may bring. */
    bulkMessages: number
  }
}

export type UpdateAccountBody = {
  /** must not be blank */
  name?: string
  /** The verified number from which is sent when a request names none. */
  defaultNumberId?: string | null
  /** Members without a second factor may then only set one up. */
  requiresTwoFactor?: boolean
}

export type UpdateAccountReply = {
  /** must be an id of ours, a UUID */
  id: string
  name: string
  email: string
  plan: string
  active: boolean
  /** The number from which is sent when a request names none; null: none is chosen. */
  defaultNumberId: string | null
  /** Members without a second factor may only set one up. */
  requiresTwoFactor: boolean
  limits: {
    /** In any 60 seconds, over all keys; null: unlimited. */
    requestsPerMinute: number | null
    /** Requests in a calendar day or month, UTC; null: unlimited. */
    quota: {
      requests: number
      per: "day" | "month" | (string & {})
    } | null
    /** Messages that one bulk request may bring. */
    bulkMessages: number
  }
}

export interface ExportAccountQuery {
  after?: string
}

export type EraseAccountReply = AccountErasure

export type GetAccountErasureReply = AccountErasure

export type UndoAccountErasureReply = AccountErasure

export type GetRetentionReply = Retention

export type UpdateRetentionBody = {
  /** Whole days; null: for as long as the operator keeps it. */
  messagesDays?: number | null
  /** Whole days; null: for as long as the operator keeps it. */
  mediaDays?: number | null
  /** Whole days; null: for as long as the operator keeps it. */
  eventsDays?: number | null
}

export type UpdateRetentionReply = Retention

export type GetOwnPartnerReply = OwnPartner

export type SetOwnPartnerAccessBody = {
  /** must be none, read, or full: all that the owner may do, but for keys, members and this */
  access: "none" | "read" | "full"
}

export type SetOwnPartnerAccessReply = OwnPartner

export type OpenOnboardingBody = {
  /** Of the link: what stands behind the #. */
  token: string
}

export type OpenOnboardingReply = {
  accountName: string
  partnerName: string
  language: string
  failureUrl: string | null
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  expiresAt: string
}

export type ConnectByOnboardingBody = {
  /** Of the link: what stands behind the #. */
  token: string
  /** must be Meta's id of the number, 5 to 20 digits */
  phoneNumberId: string
  /** must be printable ASCII characters without spaces */
  accessToken: string
}

export type ConnectByOnboardingReply = {
  /** must be an id of ours, a UUID */
  numberId: string
  wabaId: string | null
  redirectUrl: string | null
}

export interface ListMembersQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListMembersItem = {
  /** must be an id of ours, a UUID */
  id: string
  email: string
  name: string
  role: "owner" | "admin" | "agent" | "developer" | "billing" | "viewer" | (string & {})
  createdAt: string
}

export type GetMemberReply = {
  /** must be an id of ours, a UUID */
  id: string
  email: string
  name: string
  role: "owner" | "admin" | "agent" | "developer" | "billing" | "viewer" | (string & {})
  createdAt: string
}

export type UpdateMemberBody = {
  name?: string
  role?: "owner" | "admin" | "agent" | "developer" | "billing" | "viewer"
}

export type UpdateMemberReply = {
  /** must be an id of ours, a UUID */
  id: string
  email: string
  name: string
  role: "owner" | "admin" | "agent" | "developer" | "billing" | "viewer" | (string & {})
  createdAt: string
}

export type SignMemberOutReply = {
  ended: number
}

export type CreateInvitationBody = {
  email: string
  role: "owner" | "admin" | "agent" | "developer" | "billing" | "viewer"
}

export type CreateInvitationReply = {
  /** must be an id of ours, a UUID */
  id: string
  email: string
  role: "owner" | "admin" | "agent" | "developer" | "billing" | "viewer" | (string & {})
  /** open, accepted, revoked or expired. */
  state: string
  createdAt: string
  expiresAt: string
  acceptedAt: string | null
  revokedAt: string | null
  /** What accepting needs. Shown now and never again. */
  token: string
  /** The page of this host that accepts it; the token stands behind the #. */
  link: string
  /** Whether the link was mailed; `failed`: hand it over yourself, the mail server refused it or the account had too many mails written; `off`: this installation sends no mail. */
  mail: "sent" | "failed" | "off" | (string & {})
}

export interface ListInvitationsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListInvitationsItem = {
  /** must be an id of ours, a UUID */
  id: string
  email: string
  role: "owner" | "admin" | "agent" | "developer" | "billing" | "viewer" | (string & {})
  /** open, accepted, revoked or expired. */
  state: string
  createdAt: string
  expiresAt: string
  acceptedAt: string | null
  revokedAt: string | null
}

export type ResendInvitationReply = {
  /** must be an id of ours, a UUID */
  id: string
  email: string
  role: "owner" | "admin" | "agent" | "developer" | "billing" | "viewer" | (string & {})
  /** open, accepted, revoked or expired. */
  state: string
  createdAt: string
  expiresAt: string
  acceptedAt: string | null
  revokedAt: string | null
  /** What accepting needs. Shown now and never again. */
  token: string
  /** The page of this host that accepts it; the token stands behind the #. */
  link: string
  /** Whether the link was mailed; `failed`: hand it over yourself, the mail server refused it or the account had too many mails written; `off`: this installation sends no mail. */
  mail: "sent" | "failed" | "off" | (string & {})
}

export type RevokeInvitationReply = {
  /** must be an id of ours, a UUID */
  id: string
  email: string
  role: "owner" | "admin" | "agent" | "developer" | "billing" | "viewer" | (string & {})
  /** open, accepted, revoked or expired. */
  state: string
  createdAt: string
  expiresAt: string
  acceptedAt: string | null
  revokedAt: string | null
}

export type PreviewInvitationBody = {
  token: string
}

export type PreviewInvitationReply = {
  accountName: string
  email: string
  role: "owner" | "admin" | "agent" | "developer" | "billing" | "viewer" | (string & {})
  expiresAt: string
  /** This person has a password here already, and accepts with that one. */
  known: boolean
}

export type AcceptInvitationBody = {
  token: string
  name: string
  /** Your own where you have one here already; else the one that you choose. */
  password: string
  /** Six digits of the authenticator, or a recovery code; each is good once. */
  code?: string
}

export type AcceptInvitationReply = {
  /** must be an id of ours, a UUID */
  id: string
  member: {
    /** must be an id of ours, a UUID */
    id: string
    name: string
    email: string
    role: string
  }
  account: {
    /** must be an id of ours, a UUID */
    id: string
    name: string
  }
  /** What the role opens. */
  scopes: Array<string>
  /** Everything that the person is a member of, this account included. */
  accounts: Array<{
    /** must be an id of ours, a UUID */
    id: string
    name: string
    role: string
  }>
}

export type SignInBody = {
  email: string
  password: string
  /** The account to sign in to; left out: the one joined first. */
  accountId?: string
}

export type SignInReply = {
  /** must be an id of ours, a UUID */
  id: string
  member: {
    /** must be an id of ours, a UUID */
    id: string
    name: string
    email: string
    role: string
  }
  account: {
    /** must be an id of ours, a UUID */
    id: string
    name: string
  }
  /** What the role opens. */
  scopes: Array<string>
  /** Everything that the person is a member of, this account included. */
  accounts: Array<{
    /** must be an id of ours, a UUID */
    id: string
    name: string
    role: string
  }>
} | {
  /** Bring it back with a code of the second factor. */
  challenge: string
  expiresAt: string
}

export type GetCurrentSessionReply = {
  /** must be an id of ours, a UUID */
  id: string
  member: {
    /** must be an id of ours, a UUID */
    id: string
    name: string
    email: string
    role: string
  }
  account: {
    /** must be an id of ours, a UUID */
    id: string
    name: string
  }
  /** What the role opens. */
  scopes: Array<string>
  /** Everything that the person is a member of, this account included. */
  accounts: Array<{
    /** must be an id of ours, a UUID */
    id: string
    name: string
    role: string
  }>
}

export type FinishSignInBody = {
  challenge: string
  /** Six digits of the authenticator, or a recovery code; each is good once. */
  code: string
}

export type FinishSignInReply = {
  /** must be an id of ours, a UUID */
  id: string
  member: {
    /** must be an id of ours, a UUID */
    id: string
    name: string
    email: string
    role: string
  }
  account: {
    /** must be an id of ours, a UUID */
    id: string
    name: string
  }
  /** What the role opens. */
  scopes: Array<string>
  /** Everything that the person is a member of, this account included. */
  accounts: Array<{
    /** must be an id of ours, a UUID */
    id: string
    name: string
    role: string
  }>
}

export type OpenTrialSessionBody = {
  /** Of the link that the start of a trial prints. */
  token: string
}

export type OpenTrialSessionReply = {
  /** must be an id of ours, a UUID */
  id: string
  member: {
    /** must be an id of ours, a UUID */
    id: string
    name: string
    email: string
    role: string
  }
  account: {
    /** must be an id of ours, a UUID */
    id: string
    name: string
  }
  /** What the role opens. */
  scopes: Array<string>
  /** Everything that the person is a member of, this account included. */
  accounts: Array<{
    /** must be an id of ours, a UUID */
    id: string
    name: string
    role: string
  }>
}

export type SwitchAccountBody = {
  /** must be an id of ours, a UUID */
  accountId: string
}

export type SwitchAccountReply = {
  /** must be an id of ours, a UUID */
  id: string
  member: {
    /** must be an id of ours, a UUID */
    id: string
    name: string
    email: string
    role: string
  }
  account: {
    /** must be an id of ours, a UUID */
    id: string
    name: string
  }
  /** What the role opens. */
  scopes: Array<string>
  /** Everything that the person is a member of, this account included. */
  accounts: Array<{
    /** must be an id of ours, a UUID */
    id: string
    name: string
    role: string
  }>
}

export interface ListSessionsQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
}

export type ListSessionsItem = {
  /** must be an id of ours, a UUID */
  id: string
  /** must be an id of ours, a UUID */
  accountId: string
  /** The one that asks. */
  current: boolean
  ip: string | null
  userAgent: string | null
  signedInAt: string
  /** To a minute. */
  lastSeenAt: string
  /** At the latest; unused, it ends after a day. */
  expiresAt: string
}

export type EndOtherSessionsReply = {
  ended: number
}

export type ChangePasswordBody = {
  currentPassword: string
  /** Of 12 to 200 characters, at least 5 different ones, without the e-mail address. */
  newPassword: string
}

export type RequestPasswordResetBody = {
  email: string
}

export type RequestPasswordResetReply = {
  /** Whether anybody has this address is not told. */
  accepted: boolean
}

export type ResetPasswordBody = {
  token: string
  /** Of 12 to 200 characters, at least 5 different ones, without the e-mail address. */
  password: string
}

export type GetTwoFactorReply = {
  enabled: boolean
  recoveryCodesLeft: number
}

export type BeginTwoFactorBody = {
  password: string
}

export type BeginTwoFactorReply = {
  secret: string
  uri: string
}

export type ConfirmTwoFactorBody = {
  /** must be the six digits of the authenticator */
  code: string
}

export type ConfirmTwoFactorReply = {
  /** Ten codes, each good once in place of the authenticator. Shown now and never again. */
  recoveryCodes: Array<string>
}

export type DisableTwoFactorBody = {
  password: string
  /** Six digits of the authenticator, or a recovery code; each is good once. */
  code: string
}

export type RenewRecoveryCodesBody = {
  password: string
  /** Six digits of the authenticator, or a recovery code; each is good once. */
  code: string
}

export type RenewRecoveryCodesReply = {
  /** Ten codes, each good once in place of the authenticator. Shown now and never again. */
  recoveryCodes: Array<string>
}

export type CreateApiKeyBody = {
  /** What you call it. */
  name?: string
  /** What the key may do: scopes as `messages:write`, all of a resource as `messages:*`, or `*`. */
  scopes?: Array<string>
  /** The only numbers that the key may use, by our ids; null: every number of the account. */
  numberIds?: Array<string> | null
  /** The only networks that the key may be used from, IPv4 or IPv6; empty: from everywhere. */
  allowedIps?: Array<string>
  /** Whether each request must be signed with the signing secret. */
  signed?: boolean
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  expiresAt?: string | null
  /** Make a `sk_test_` key. */
  test?: boolean
}

export type CreateApiKeyReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** What you call it. */
  name: string
  /** What the key may do: scopes as `messages:write`, all of a resource as `messages:*`, or `*`. */
  scopes: Array<string>
  /** The only numbers that the key may use, by our ids; null: every number of the account. */
  numberIds: Array<string> | null
  /** The only networks that the key may be used from, IPv4 or IPv6; empty: from everywhere. */
  allowedIps: Array<string>
  /** Whether each request must be signed with the signing secret. */
  signed: boolean
  /** First 12 and last 4 characters. */
  display: string
  /** A `sk_test_` key: it reaches the sandbox number alone, and costs nothing. */
  test: boolean
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  rotatedAt: string | null
  revokedAt: string | null
  /** The account's partner made it, and acts with it; null: it is the account's own. */
  delegation: {
    partnerId: string
    kind: "token" | "key" | (string & {})
    reason: string
    onBehalfOf: string | null
  } | null
  /** The secret before the last rotation while it is still good. */
  previous: {
    display: string
    until: string
  } | null
  /** The key. Shown now and never again. */
  secret: string
  /** With which requests are signed. Shown now and never again; null: nothing new to show. */
  signingSecret: string | null
}

export interface ListApiKeysQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** Show revoked keys too. */
  revoked?: boolean
}

export type ListApiKeysItem = {
  /** must be an id of ours, a UUID */
  id: string
  /** What you call it. */
  name: string
  /** What the key may do: scopes as `messages:write`, all of a resource as `messages:*`, or `*`. */
  scopes: Array<string>
  /** The only numbers that the key may use, by our ids; null: every number of the account. */
  numberIds: Array<string> | null
  /** The only networks that the key may be used from, IPv4 or IPv6; empty: from everywhere. */
  allowedIps: Array<string>
  /** Whether each request must be signed with the signing secret. */
  signed: boolean
  /** First 12 and last 4 characters. */
  display: string
  /** A `sk_test_` key: it reaches the sandbox number alone, and costs nothing. */
  test: boolean
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  rotatedAt: string | null
  revokedAt: string | null
  /** The account's partner made it, and acts with it; null: it is the account's own. */
  delegation: {
    partnerId: string
    kind: "token" | "key" | (string & {})
    reason: string
    onBehalfOf: string | null
  } | null
  /** The secret before the last rotation while it is still good. */
  previous: {
    display: string
    until: string
  } | null
}

export type GetApiKeyReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** What you call it. */
  name: string
  /** What the key may do: scopes as `messages:write`, all of a resource as `messages:*`, or `*`. */
  scopes: Array<string>
  /** The only numbers that the key may use, by our ids; null: every number of the account. */
  numberIds: Array<string> | null
  /** The only networks that the key may be used from, IPv4 or IPv6; empty: from everywhere. */
  allowedIps: Array<string>
  /** Whether each request must be signed with the signing secret. */
  signed: boolean
  /** First 12 and last 4 characters. */
  display: string
  /** A `sk_test_` key: it reaches the sandbox number alone, and costs nothing. */
  test: boolean
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  rotatedAt: string | null
  revokedAt: string | null
  /** The account's partner made it, and acts with it; null: it is the account's own. */
  delegation: {
    partnerId: string
    kind: "token" | "key" | (string & {})
    reason: string
    onBehalfOf: string | null
  } | null
  /** The secret before the last rotation while it is still good. */
  previous: {
    display: string
    until: string
  } | null
}

export type UpdateApiKeyBody = {
  /** What you call it. */
  name?: string
  /** What the key may do: scopes as `messages:write`, all of a resource as `messages:*`, or `*`. */
  scopes?: Array<string>
  /** The only numbers that the key may use, by our ids; null: every number of the account. */
  numberIds?: Array<string> | null
  /** The only networks that the key may be used from, IPv4 or IPv6; empty: from everywhere. */
  allowedIps?: Array<string>
  /** Whether each request must be signed with the signing secret. */
  signed?: boolean
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  expiresAt?: string | null
}

export type UpdateApiKeyReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** What you call it. */
  name: string
  /** What the key may do: scopes as `messages:write`, all of a resource as `messages:*`, or `*`. */
  scopes: Array<string>
  /** The only numbers that the key may use, by our ids; null: every number of the account. */
  numberIds: Array<string> | null
  /** The only networks that the key may be used from, IPv4 or IPv6; empty: from everywhere. */
  allowedIps: Array<string>
  /** Whether each request must be signed with the signing secret. */
  signed: boolean
  /** First 12 and last 4 characters. */
  display: string
  /** A `sk_test_` key: it reaches the sandbox number alone, and costs nothing. */
  test: boolean
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  rotatedAt: string | null
  revokedAt: string | null
  /** The account's partner made it, and acts with it; null: it is the account's own. */
  delegation: {
    partnerId: string
    kind: "token" | "key" | (string & {})
    reason: string
    onBehalfOf: string | null
  } | null
  /** The secret before the last rotation while it is still good. */
  previous: {
    display: string
    until: string
  } | null
  /** With which requests are signed. Shown now and never again; null: nothing new to show. */
  signingSecret: string | null
}

export type RotateApiKeyBody = {
  /** How long the old secret stays good, up to 7 days; 0: it is dead at once. */
  graceSeconds?: number
}

export type RotateApiKeyReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** What you call it. */
  name: string
  /** What the key may do: scopes as `messages:write`, all of a resource as `messages:*`, or `*`. */
  scopes: Array<string>
  /** The only numbers that the key may use, by our ids; null: every number of the account. */
  numberIds: Array<string> | null
  /** The only networks that the key may be used from, IPv4 or IPv6; empty: from everywhere. */
  allowedIps: Array<string>
  /** Whether each request must be signed with the signing secret. */
  signed: boolean
  /** First 12 and last 4 characters. */
  display: string
  /** A `sk_test_` key: it reaches the sandbox number alone, and costs nothing. */
  test: boolean
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  rotatedAt: string | null
  revokedAt: string | null
  /** The account's partner made it, and acts with it; null: it is the account's own. */
  delegation: {
    partnerId: string
    kind: "token" | "key" | (string & {})
    reason: string
    onBehalfOf: string | null
  } | null
  /** The secret before the last rotation while it is still good. */
  previous: {
    display: string
    until: string
  } | null
  /** The key. Shown now and never again. */
  secret: string
}

export type RevokeApiKeyReply = {
  /** must be an id of ours, a UUID */
  id: string
  /** What you call it. */
  name: string
  /** What the key may do: scopes as `messages:write`, all of a resource as `messages:*`, or `*`. */
  scopes: Array<string>
  /** The only numbers that the key may use, by our ids; null: every number of the account. */
  numberIds: Array<string> | null
  /** The only networks that the key may be used from, IPv4 or IPv6; empty: from everywhere. */
  allowedIps: Array<string>
  /** Whether each request must be signed with the signing secret. */
  signed: boolean
  /** First 12 and last 4 characters. */
  display: string
  /** A `sk_test_` key: it reaches the sandbox number alone, and costs nothing. */
  test: boolean
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  rotatedAt: string | null
  revokedAt: string | null
  /** The account's partner made it, and acts with it; null: it is the account's own. */
  delegation: {
    partnerId: string
    kind: "token" | "key" | (string & {})
    reason: string
    onBehalfOf: string | null
  } | null
  /** The secret before the last rotation while it is still good. */
  previous: {
    display: string
    until: string
  } | null
}

export interface ListAuditLogQuery {
  /** How many to answer with, 1 to 100. */
  limit?: number
  /** `nextCursor` of the page before; left out: the first page. */
  cursor?: string
  /** Only this action, as `api_key.rotated`. */
  action?: string
  /** Only what was done to this kind of thing. */
  targetKind?: string
  /** Only what was done to the thing of this id. */
  targetId?: string
  /** must be the id of a key or a member */
  actorId?: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  from?: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  to?: string
}

export type ListAuditLogItem = {
  /** must be an id of ours, a UUID */
  id: string
  at: string
  /** What was done. */
  action: string
  actor: {
    /** `api_key`, `member`, `operator` or `system`. */
    kind: string
    id: string | null
    name: string | null
  }
  target: {
    kind: string
    id: string
  }
  ip: string | null
  requestId: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

export interface ExportAuditLogQuery {
  /** Only this action, as `api_key.rotated`. */
  action?: string
  /** Only what was done to this kind of thing. */
  targetKind?: string
  /** Only what was done to the thing of this id. */
  targetId?: string
  /** must be the id of a key or a member */
  actorId?: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  from?: string
  /** must be an ISO 8601 instant with its time zone, such as 2026-11-21T08:00:00Z */
  to?: string
  format?: "ndjson" | "csv"
}

export type ListErrorsReply = {
  data: Array<{
    code: string
    type: string
    title: string
    status: number
    description: string
    retryable: boolean
  }>
}

export type GetErrorReply = {
  code: string
  type: string
  title: string
  status: number
  description: string
  retryable: boolean
}
