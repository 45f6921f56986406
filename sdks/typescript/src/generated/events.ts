// Written by scripts/sdk/write-sdks.ts from docs/openapi/native.json. Change the API, not this file.

import type * as T from './types.ts'

/** What an event carries in `data`, by its type. */
export interface EventData {
  /** A person wrote: text, media, sticker, voice, location, contacts, reaction, button, interactive reply, order, a notice of WhatsApp (`system`), or a kind that Meta could not show (`unsupported`, with `errors`). */
  'message.received': {
    messageId: string | null
    wamid: string
    from: string | null
    fromUserId: string | null
    contactId: string | null
    conversationId: string | null
    /** Meta's id of our number. */
    phoneNumberId: string
    contact: Record<string, unknown> | null
    groupId?: string
    /** Another responder owns the conversation. */
    standby?: boolean
    message: Record<string, unknown>
    replyTo?: {
      messageId: string | null
      wamid: string
    }
    reaction?: {
      messageId: string | null
      wamid: string
      emoji: string | null
    }
    answers?: {
      name: string | null
      token: unknown
      values: Record<string, unknown> | null
    }
  }
  /** A person sent a message of a kind that this version does not know, or whose content is not what its type promises. It is kept as it came. So is an edit or a deletion of a message that somebody else wrote, which changes nothing. */
  'message.received.unknown': {
    messageId: string | null
    wamid: string
    from: string | null
    fromUserId: string | null
    contactId: string | null
    conversationId: string | null
    /** Meta's id of our number. */
    phoneNumberId: string
    contact: Record<string, unknown> | null
    groupId?: string
    /** Another responder owns the conversation. */
    standby?: boolean
    message: Record<string, unknown>
    replyTo?: {
      messageId: string | null
      wamid: string
    }
    reaction?: {
      messageId: string | null
      wamid: string
      emoji: string | null
    }
    answers?: {
      name: string | null
      token: unknown
      values: Record<string, unknown> | null
    }
  }
  /** A person edited a message. */
  'message.edited': {
    messageId: string | null
    wamid: string
    from: string | null
    fromUserId: string | null
    contactId: string | null
    conversationId: string | null
    /** Meta's id of our number. */
    phoneNumberId: string
    contact: Record<string, unknown> | null
    groupId?: string
    /** Another responder owns the conversation. */
    standby?: boolean
    message: Record<string, unknown>
    editWamid: string
    content?: Record<string, unknown>
  }
  /** A person deleted a message. */
  'message.deleted': {
    messageId: string | null
    wamid: string
    from: string | null
    fromUserId: string | null
    contactId: string | null
    conversationId: string | null
    /** Meta's id of our number. */
    phoneNumberId: string
    contact: Record<string, unknown> | null
    groupId?: string
    /** Another responder owns the conversation. */
    standby?: boolean
    message: Record<string, unknown>
    editWamid: string
    content?: Record<string, unknown>
  }
  /** The business wrote in its phone app (coexistence), or another responder answered: an outbound message that Dawk did not send. */
  'message.echo': {
    messageId: string | null
    wamid: string
    to: string | null
    toUserId: string | null
    contactId: string | null
    conversationId: string | null
    /** Meta's id of our number. */
    phoneNumberId: string
    /** Another responder owns the conversation. */
    standby?: boolean
    message: Record<string, unknown>
  }
  /** Meta reported on a payment that a message asked for. The timeline of the message has it too. */
  'message.payment': {
    messageId: string | null
    wamid: string
    /** Meta's id of our number. */
    phoneNumberId: string
    to: string | null
    toUserId: string | null
    /** Meta's word, such as `captured`. */
    status: string
    payment: Record<string, unknown> | null
    errors: Array<Record<string, unknown>>
  }
  /** Meta took the message. */
  'message.status.sent': {
    messageId: string
    wamid: string | null
    status: "sent" | "delivered" | "read" | "failed" | "canceled" | (string & {})
    /** Digits; null: a person known by user id alone. */
    to: string | null
    toUserId: string | null
    /** Meta's id of our number; null: it was disconnected in the meantime. */
    phoneNumberId: string | null
    sentAt: string | null
    deliveredAt: string | null
    readAt: string | null
    failedAt: string | null
    pricing: {
      category: string | null
      type: string | null
      model: string | null
      billable: boolean | null
    } | null
    error: {
      code: number | null
      subcode: number | null
      title: string
      details: string | null
      /** Cause and remedy in plain language. */
      cause: string
      traceId: string | null
      /** We failed the message without knowing what Meta did: later evidence may still move it. */
      unknown?: boolean
    } | null
    metadata: Record<string, unknown> | null
    wabaId?: string | null
    displayPhoneNumber?: string | null
  }
  /** The message reached the person's device. */
  'message.status.delivered': {
    messageId: string
    wamid: string | null
    status: "sent" | "delivered" | "read" | "failed" | "canceled" | (string & {})
    /** Digits; null: a person known by user id alone. */
    to: string | null
    toUserId: string | null
    /** Meta's id of our number; null: it was disconnected in the meantime. */
    phoneNumberId: string | null
    sentAt: string | null
    deliveredAt: string | null
    readAt: string | null
    failedAt: string | null
    pricing: {
      category: string | null
      type: string | null
      model: string | null
      billable: boolean | null
    } | null
    error: {
      code: number | null
      subcode: number | null
      title: string
      details: string | null
      /** Cause and remedy in plain language. */
      cause: string
      traceId: string | null
      /** We failed the message without knowing what Meta did: later evidence may still move it. */
      unknown?: boolean
    } | null
    metadata: Record<string, unknown> | null
    wabaId?: string | null
    displayPhoneNumber?: string | null
  }
  /** The person read the message. */
  'message.status.read': {
    messageId: string
    wamid: string | null
    status: "sent" | "delivered" | "read" | "failed" | "canceled" | (string & {})
    /** Digits; null: a person known by user id alone. */
    to: string | null
    toUserId: string | null
    /** Meta's id of our number; null: it was disconnected in the meantime. */
    phoneNumberId: string | null
    sentAt: string | null
    deliveredAt: string | null
    readAt: string | null
    failedAt: string | null
    pricing: {
      category: string | null
      type: string | null
      model: string | null
      billable: boolean | null
    } | null
    error: {
      code: number | null
      subcode: number | null
      title: string
      details: string | null
      /** Cause and remedy in plain language. */
      cause: string
      traceId: string | null
      /** We failed the message without knowing what Meta did: later evidence may still move it. */
      unknown?: boolean
    } | null
    metadata: Record<string, unknown> | null
    wabaId?: string | null
    displayPhoneNumber?: string | null
  }
  /** The message failed; `error` says why. Only then `wabaId` and `displayPhoneNumber` are present. */
  'message.status.failed': {
    messageId: string
    wamid: string | null
    status: "sent" | "delivered" | "read" | "failed" | "canceled" | (string & {})
    /** Digits; null: a person known by user id alone. */
    to: string | null
    toUserId: string | null
    /** Meta's id of our number; null: it was disconnected in the meantime. */
    phoneNumberId: string | null
    sentAt: string | null
    deliveredAt: string | null
    readAt: string | null
    failedAt: string | null
    pricing: {
      category: string | null
      type: string | null
      model: string | null
      billable: boolean | null
    } | null
    error: {
      code: number | null
      subcode: number | null
      title: string
      details: string | null
      /** Cause and remedy in plain language. */
      cause: string
      traceId: string | null
      /** We failed the message without knowing what Meta did: later evidence may still move it. */
      unknown?: boolean
    } | null
    metadata: Record<string, unknown> | null
    wabaId?: string | null
    displayPhoneNumber?: string | null
  }
  /** The message was canceled before it left. */
  'message.status.canceled': {
    messageId: string
    wamid: string | null
    status: "sent" | "delivered" | "read" | "failed" | "canceled" | (string & {})
    /** Digits; null: a person known by user id alone. */
    to: string | null
    toUserId: string | null
    /** Meta's id of our number; null: it was disconnected in the meantime. */
    phoneNumberId: string | null
    sentAt: string | null
    deliveredAt: string | null
    readAt: string | null
    failedAt: string | null
    pricing: {
      category: string | null
      type: string | null
      model: string | null
      billable: boolean | null
    } | null
    error: {
      code: number | null
      subcode: number | null
      title: string
      details: string | null
      /** Cause and remedy in plain language. */
      cause: string
      traceId: string | null
      /** We failed the message without knowing what Meta did: later evidence may still move it. */
      unknown?: boolean
    } | null
    metadata: Record<string, unknown> | null
    wabaId?: string | null
    displayPhoneNumber?: string | null
  }
  /** The file of an inbound message was copied into the account. */
  'media.stored': {
    mediaId: string
    messageId: string
    wamid: string | null
    kind: string | null
    mimeType: string
    filename: string | null
    sizeBytes: number
    /** Hexadecimal. */
    sha256: string
    voice: boolean
  }
  /** The file of an inbound message could not be fetched from Meta, and will not be tried again. */
  'media.lost': {
    messageId: string
    wamid: string | null
    kind: string
    metaId: string
    reason: string
  }
  /** A contact was added by the API or an import, or came back after it was deleted. Whoever writes first is a `message.received`. */
  'contact.created': {
    contactId: string
    phone: string | null
    userId: string | null
    name: string | null
    /** Who said so: `api`, `agent`, `import`, or another system such as `shopify:acme`. */
    source: string
  }
  /** Fields of a contact were changed by the API or an import. Changes within two seconds are one event, from the first value to the last. */
  'contact.updated': {
    contactId: string
    version: number
    /** By field, such as `name` or `attributes.city`. */
    changed: Record<string, {
      from?: unknown
      to?: unknown
      source?: string
    }>
  }
  /** A contact was deleted. */
  'contact.deleted': {
    contactId: string
  }
  /** The data of a contact were erased. */
  'contact.erased': {
    contactId: string
    erasureId: string
  }
  /** A contact got tags. */
  'contact.tagged': {
    contactId: string
    tags: Array<string>
    /** Who said so: `api`, `agent`, `import`, or another system such as `shopify:acme`. */
    source: string
  }
  /** Tags were taken off a contact. */
  'contact.untagged': {
    contactId: string
    tags: Array<string>
    /** Who said so: `api`, `agent`, `import`, or another system such as `shopify:acme`. */
    source: string
  }
  /** A person has another phone number. The notice itself is a `message.received` too. */
  'contact.number_changed': {
    contactId: string | null
    conversationId: string | null
    /** Meta's id of our number. */
    phoneNumberId: string
    before: {
      phone: string | null
      userId: string | null
    }
    after: {
      phone: string | null
      userId: string | null
    }
    wamid: string | null
  }
  /** A person has another user id. The notice itself is a `message.received` too. */
  'contact.user_id_changed': {
    contactId: string | null
    conversationId: string | null
    /** Meta's id of our number. */
    phoneNumberId: string
    before: {
      phone: string | null
      userId: string | null
    }
    after: {
      phone: string | null
      userId: string | null
    }
    wamid: string | null
  }
  /** Two contacts turned out to be one person. The second id is gone, and so are its conversations where the first contact has one with the same number. */
  'contact.merged': {
    contactId: string
    mergedContactId: string
  }
  /** A merge was undone: the second contact is there again. */
  'contact.unmerged': {
    contactId: string
    restoredContactId: string
  }
  /** The contact book of the phone app changed. */
  'contact.book_changed': {
    contactId: string | null
    /** Meta's id of our number. */
    phoneNumberId: string
    action: string
    phone: string | null
    userId: string | null
    username: string | null
    name: string | null
  }
  /** A person told WhatsApp that they want no marketing messages (`stop`), or want them again (`resume`). */
  'contact.marketing_preference_changed': {
    contactId: string
    /** Meta's id of our number. */
    phoneNumberId: string
    preference: "stop" | "resume" | (string & {})
    at: string
    detail: string | null
  }
  /** What a person's consent permits has changed. `consentEventId` names the event in the ledger of consent, with its evidence. */
  'contact.consent_changed': {
    contactId: string
    /** `marketing`, `utility`, `authentication`, `service`, or a topic as `marketing.offers`. */
    purpose: string
    before: "unknown" | "implied" | "pending" | "opted_in" | "opted_out" | "blocked" | (string & {})
    after: "unknown" | "implied" | "pending" | "opted_in" | "opted_out" | "blocked" | (string & {})
    /** From where it came: `keyword`, `form`, `whatsapp`, `api`, … */
    source: string
    occurredAt: string
    consentEventId: string
  }
  /** A file of contacts was read; it waits for its mapping. */
  'contact.import.analysed': {
    /** The import, as `GET /v1/contacts/imports/{id}` shows it. */
    importId: string
    format: "csv" | "tsv" | "xlsx" | "ndjson" | (string & {})
    rows: number
  }
  /** A dry run of an import is over. */
  'contact.import.checked': {
    /** The import, as `GET /v1/contacts/imports/{id}` shows it. */
    importId: string
    /** Rows that are done. */
    rows: number
    created: number
    updated: number
    unchanged: number
    /** Rows that were not written: `errors.csv` has them. */
    failed: number
  }
  /** An import or its dry run is under way: at most once in two seconds. */
  'contact.import.progressed': {
    /** The import, as `GET /v1/contacts/imports/{id}` shows it. */
    importId: string
    dryRun: boolean
    /** Rows of the file. */
    rows: number
    done: number
    failed: number
  }
  /** Every row of an import is done. With `completed_with_errors` some were not written. */
  'contact.import.completed': {
    /** The import, as `GET /v1/contacts/imports/{id}` shows it. */
    importId: string
    state: "completed" | "completed_with_errors" | (string & {})
    /** Rows that are done. */
    rows: number
    created: number
    updated: number
    unchanged: number
    /** Rows that were not written: `errors.csv` has them. */
    failed: number
  }
  /** An import came to an end before its last row; `error` says why. */
  'contact.import.failed': {
    /** The import, as `GET /v1/contacts/imports/{id}` shows it. */
    importId: string
    error: string
  }
  /** An import was canceled. What was written before stands. */
  'contact.import.canceled': {
    /** The import, as `GET /v1/contacts/imports/{id}` shows it. */
    importId: string
    /** Rows that were written before. */
    rows: number
  }
  /** An import was undone. */
  'contact.import.undone': {
    /** The import, as `GET /v1/contacts/imports/{id}` shows it. */
    importId: string
    /** Contacts that the import had made and nobody has used since. */
    deleted: number
    /** Contacts of which something went back to what it was. */
    restored: number
    /** Contacts that were changed or used since, and stay. */
    kept: number
  }
  /** The file of an export is ready to be downloaded, until `expiresAt`. */
  'contact.export.completed': {
    /** The export, as `GET /v1/contacts/exports/{id}` shows it. */
    exportId: string
    format: "csv" | "xlsx" | "ndjson" | (string & {})
    rows: number
    expiresAt: string
  }
  /** An export came to no file; `error` says why. */
  'contact.export.failed': {
    /** The export, as `GET /v1/contacts/exports/{id}` shows it. */
    exportId: string
    error: string
  }
  /** A contact came into a segment that is followed. Who was in it when that began is not told. */
  'segment.entered': {
    segmentId: string
    contactId: string
  }
  /** A contact is no longer in a segment that is followed. */
  'segment.left': {
    segmentId: string
    contactId: string
  }
  /** A conversation was assigned, labelled, snoozed, closed or opened: through the API, by the end of a snooze, or as it was handed out. One that opens because the person writes is a `message.received` alone. */
  'conversation.updated': {
    conversationId: string
    status: "open" | "pending" | "snoozed" | "closed" | (string & {})
    assignee: string | null
    unread: number
    snoozedUntil: string | null
    closeReason: string | null
    priority: "low" | "normal" | "high" | "urgent" | (string & {})
    teamId: string | null
    labelIds: Array<string>
  }
  /** A person was not answered, or a conversation not closed, within the time that the account promises. */
  'conversation.sla_breached': {
    conversationId: string
    kind: "first_response" | "resolution" | (string & {})
    startedAt: string
    dueAt: string
    assignee: string | null
  }
  /** A private note was written beside a conversation. */
  'note.created': {
    noteId: string
    conversationId: string
    body: string
    /** Members who are mentioned. */
    mentions: Array<string>
    author: {
      kind: string
      id: string | null
      name: string | null
    }
  }
  /** A private note was deleted. */
  'note.deleted': {
    noteId: string
    conversationId: string
  }
  /** A member was removed from the account. */
  'member.removed': {
    memberId: string
  }
  /** A chunk of the history of the phone app is in its conversations. Its messages are not announced one by one. With `errors` the business declined. */
  'history.synced': {
    /** Meta's id of our number. */
    phoneNumberId: string
    phase: number | null
    chunkOrder: number | null
    /** Percent of the whole. */
    progress: number | null
    /** Messages of this chunk that are new here. */
    stored: number
    errors: Array<Record<string, unknown>>
  }
  /** The file of a message of the history came, of which only a placeholder was known. */
  'history.media_received': {
    messageId: string
    wamid: string
    direction: "in" | "out" | (string & {})
    phone: string | null
    userId: string | null
    /** Meta's id of our number. */
    phoneNumberId: string
    message: Record<string, unknown>
  }
  /** A template was created, here or at Meta. */
  'template.created': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** Meta reviews the template. */
  'template.pending': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** Meta approved the template. */
  'template.approved': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** Meta rejected the template; `rejectedReason` says why. */
  'template.rejected': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** Meta paused the template for its quality. */
  'template.paused': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** Meta disabled the template. */
  'template.disabled': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** The rejection of the template was appealed. */
  'template.in_appeal': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** The template was archived. */
  'template.archived': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** The account has too many templates. */
  'template.limit_exceeded': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** The template has another status. */
  'template.status_changed': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** The quality of the template is falling; it can still be sent. */
  'template.flagged': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** `quality` changed: GREEN, YELLOW, RED or UNKNOWN. */
  'template.quality_changed': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** Meta will change the category to `announcedCategory`. */
  'template.category_change_announced': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** Meta changed the category. */
  'template.category_changed': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** The content of the template changed, here or at Meta. */
  'template.content_changed': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** The template was deleted, here or at Meta. */
  'template.deleted': {
    templateId: string
    metaId: string | null
    wabaId: string
    name: string
    language: string
    status: string
    category: string
    quality: string
    rejectedReason: string | null
    /** The category to which Meta says it will change it. */
    announcedCategory: string | null
    /** The quality of the template is falling; it can still be sent. */
    flagged: boolean
    /** Queued bulk messages that use the template wait. */
    holdsBulkMessages: boolean
    previous: {
      status: string
      category: string
      quality: string
    } | null
  }
  /** A number is the account's: its token has read it at Meta. */
  'number.connected': {
    numberId: string
    /** Meta's id of our number. */
    phoneNumberId: string
    wabaId: string | null
    displayPhoneNumber: string | null
  }
  /** A number was disconnected from the account. */
  'number.disconnected': {
    numberId: string
    /** Meta's id of our number. */
    phoneNumberId: string
    wabaId: string | null
    displayPhoneNumber: string | null
  }
  /** `quality` changed: GREEN, YELLOW, RED or UNKNOWN. */
  'number.quality_changed': {
    numberId: string
    /** Meta's id of our number. */
    phoneNumberId: string
    wabaId: string | null
    displayPhoneNumber: string | null
    quality?: string
    messagingLimit?: string
    throughput?: string
    status?: string
    canSend?: string
    nameStatus?: string
    accountReview?: string
    banState?: string | null
    restrictions?: Array<string>
    violation?: string
    coexists?: boolean
    access?: string
    previous: {
      quality?: string
      messagingLimit?: string
      throughput?: string
      status?: string
      canSend?: string
      nameStatus?: string
      accountReview?: string
      banState?: string | null
      restrictions?: Array<string>
      violation?: string
      coexists?: boolean
      access?: string
    }
  }
  /** `messagingLimit` changed: TIER_250 to TIER_UNLIMITED. */
  'number.limit_changed': {
    numberId: string
    /** Meta's id of our number. */
    phoneNumberId: string
    wabaId: string | null
    displayPhoneNumber: string | null
    quality?: string
    messagingLimit?: string
    throughput?: string
    status?: string
    canSend?: string
    nameStatus?: string
    accountReview?: string
    banState?: string | null
    restrictions?: Array<string>
    violation?: string
    coexists?: boolean
    access?: string
    previous: {
      quality?: string
      messagingLimit?: string
      throughput?: string
      status?: string
      canSend?: string
      nameStatus?: string
      accountReview?: string
      banState?: string | null
      restrictions?: Array<string>
      violation?: string
      coexists?: boolean
      access?: string
    }
  }
  /** `throughput` changed: STANDARD or HIGH. The pace of the number follows. */
  'number.throughput_changed': {
    numberId: string
    /** Meta's id of our number. */
    phoneNumberId: string
    wabaId: string | null
    displayPhoneNumber: string | null
    quality?: string
    messagingLimit?: string
    throughput?: string
    status?: string
    canSend?: string
    nameStatus?: string
    accountReview?: string
    banState?: string | null
    restrictions?: Array<string>
    violation?: string
    coexists?: boolean
    access?: string
    previous: {
      quality?: string
      messagingLimit?: string
      throughput?: string
      status?: string
      canSend?: string
      nameStatus?: string
      accountReview?: string
      banState?: string | null
      restrictions?: Array<string>
      violation?: string
      coexists?: boolean
      access?: string
    }
  }
  /** `status` (CONNECTED, FLAGGED, RESTRICTED, BANNED, …) or `canSend` (AVAILABLE, LIMITED, BLOCKED) changed. */
  'number.status_changed': {
    numberId: string
    /** Meta's id of our number. */
    phoneNumberId: string
    wabaId: string | null
    displayPhoneNumber: string | null
    quality?: string
    messagingLimit?: string
    throughput?: string
    status?: string
    canSend?: string
    nameStatus?: string
    accountReview?: string
    banState?: string | null
    restrictions?: Array<string>
    violation?: string
    coexists?: boolean
    access?: string
    previous: {
      quality?: string
      messagingLimit?: string
      throughput?: string
      status?: string
      canSend?: string
      nameStatus?: string
      accountReview?: string
      banState?: string | null
      restrictions?: Array<string>
      violation?: string
      coexists?: boolean
      access?: string
    }
  }
  /** `nameStatus` of the display name changed. */
  'number.name_changed': {
    numberId: string
    /** Meta's id of our number. */
    phoneNumberId: string
    wabaId: string | null
    displayPhoneNumber: string | null
    quality?: string
    messagingLimit?: string
    throughput?: string
    status?: string
    canSend?: string
    nameStatus?: string
    accountReview?: string
    banState?: string | null
    restrictions?: Array<string>
    violation?: string
    coexists?: boolean
    access?: string
    previous: {
      quality?: string
      messagingLimit?: string
      throughput?: string
      status?: string
      canSend?: string
      nameStatus?: string
      accountReview?: string
      banState?: string | null
      restrictions?: Array<string>
      violation?: string
      coexists?: boolean
      access?: string
    }
  }
  /** `accountReview`, `banState`, `restrictions`, `violation` or `access` (GRANTED, REMOVED, OFFBOARDED) of the WhatsApp Business Account changed. */
  'number.account_changed': {
    numberId: string
    /** Meta's id of our number. */
    phoneNumberId: string
    wabaId: string | null
    displayPhoneNumber: string | null
    quality?: string
    messagingLimit?: string
    throughput?: string
    status?: string
    canSend?: string
    nameStatus?: string
    accountReview?: string
    banState?: string | null
    restrictions?: Array<string>
    violation?: string
    coexists?: boolean
    access?: string
    previous: {
      quality?: string
      messagingLimit?: string
      throughput?: string
      status?: string
      canSend?: string
      nameStatus?: string
      accountReview?: string
      banState?: string | null
      restrictions?: Array<string>
      violation?: string
      coexists?: boolean
      access?: string
    }
  }
  /** A campaign was launched whose time is later. */
  'campaign.scheduled': {
    campaignId: string
    name: string
    /** draft, scheduled, planning, running, paused, completed, canceling, canceled or failed. */
    state: string
    /** Who or what paused it: user, template, quality, number, error_rate, balance or late. */
    pausedBy: string | null
    /** Of a pause or a failure, in words. */
    reason: string | null
    /** People in it. */
    planned: number
    parentId: string | null
    /** People by state, where they are at hand. */
    counts: Record<string, number> | null
  }
  /** The people of a campaign are planned: from now on it sends. */
  'campaign.started': {
    campaignId: string
    name: string
    /** draft, scheduled, planning, running, paused, completed, canceling, canceled or failed. */
    state: string
    /** Who or what paused it: user, template, quality, number, error_rate, balance or late. */
    pausedBy: string | null
    /** Of a pause or a failure, in words. */
    reason: string | null
    /** People in it. */
    planned: number
    parentId: string | null
    /** People by state, where they are at hand. */
    counts: Record<string, number> | null
  }
  /** A campaign was paused; `pausedBy` says by what. */
  'campaign.paused': {
    campaignId: string
    name: string
    /** draft, scheduled, planning, running, paused, completed, canceling, canceled or failed. */
    state: string
    /** Who or what paused it: user, template, quality, number, error_rate, balance or late. */
    pausedBy: string | null
    /** Of a pause or a failure, in words. */
    reason: string | null
    /** People in it. */
    planned: number
    parentId: string | null
    /** People by state, where they are at hand. */
    counts: Record<string, number> | null
  }
  /** A paused campaign goes on. */
  'campaign.resumed': {
    campaignId: string
    name: string
    /** draft, scheduled, planning, running, paused, completed, canceling, canceled or failed. */
    state: string
    /** Who or what paused it: user, template, quality, number, error_rate, balance or late. */
    pausedBy: string | null
    /** Of a pause or a failure, in words. */
    reason: string | null
    /** People in it. */
    planned: number
    parentId: string | null
    /** People by state, where they are at hand. */
    counts: Record<string, number> | null
  }
  /** Nobody of a campaign waits any more, and nothing is on its way. */
  'campaign.completed': {
    campaignId: string
    name: string
    /** draft, scheduled, planning, running, paused, completed, canceling, canceled or failed. */
    state: string
    /** Who or what paused it: user, template, quality, number, error_rate, balance or late. */
    pausedBy: string | null
    /** Of a pause or a failure, in words. */
    reason: string | null
    /** People in it. */
    planned: number
    parentId: string | null
    /** People by state, where they are at hand. */
    counts: Record<string, number> | null
  }
  /** A campaign was canceled, and all who waited are out of it. */
  'campaign.canceled': {
    campaignId: string
    name: string
    /** draft, scheduled, planning, running, paused, completed, canceling, canceled or failed. */
    state: string
    /** Who or what paused it: user, template, quality, number, error_rate, balance or late. */
    pausedBy: string | null
    /** Of a pause or a failure, in words. */
    reason: string | null
    /** People in it. */
    planned: number
    parentId: string | null
    /** People by state, where they are at hand. */
    counts: Record<string, number> | null
  }
  /** A campaign could not be planned; `reason` says why. */
  'campaign.failed': {
    campaignId: string
    name: string
    /** draft, scheduled, planning, running, paused, completed, canceling, canceled or failed. */
    state: string
    /** Who or what paused it: user, template, quality, number, error_rate, balance or late. */
    pausedBy: string | null
    /** Of a pause or a failure, in words. */
    reason: string | null
    /** People in it. */
    planned: number
    parentId: string | null
    /** People by state, where they are at hand. */
    counts: Record<string, number> | null
  }
  /** A campaign sends: with the people by state, at most every 10 seconds. */
  'campaign.progress': {
    campaignId: string
    name: string
    /** draft, scheduled, planning, running, paused, completed, canceling, canceled or failed. */
    state: string
    /** Who or what paused it: user, template, quality, number, error_rate, balance or late. */
    pausedBy: string | null
    /** Of a pause or a failure, in words. */
    reason: string | null
    /** People in it. */
    planned: number
    parentId: string | null
    /** People by state, where they are at hand. */
    counts: Record<string, number> | null
  }
  /** A person entered a drip. */
  'drip.enrolled': {
    enrollmentId: string
    dripId: string
    /** Of the drip. */
    version: number
    contactId: string
  }
  /** A person came to a step of the kind `webhook`. */
  'drip.step_reached': {
    enrollmentId: string
    dripId: string
    /** Of the drip. */
    version: number
    contactId: string
    /** The key of the step. */
    step: string
    /** As the step gives it. */
    name: string
    vars: Record<string, string>
  }
  /** A person took the last step of a drip, or reached its goal. */
  'drip.completed': {
    enrollmentId: string
    dripId: string
    /** Of the drip. */
    version: number
    contactId: string
    /** The key of the step at which it ended. */
    step: string
    /** finished, goal, exit_step, replied, opted_out, segment_left, max_age, send_failed, canceled, … */
    reason: string
    goal: string | null
  }
  /** A person left a drip before its end; `reason` says why. */
  'drip.exited': {
    enrollmentId: string
    dripId: string
    /** Of the drip. */
    version: number
    contactId: string
    /** The key of the step at which it ended. */
    step: string
    /** finished, goal, exit_step, replied, opted_out, segment_left, max_age, send_failed, canceled, … */
    reason: string
    goal: string | null
  }
  /** Another system posted an event to an event source, and it is about a person. */
  'event_source.event_received': {
    sourceId: string
    /** Of the stored event: GET /v1/event-sources/{sourceId}/events/{eventId}. */
    eventId: string
    type: string | null
    contactId: string
    /** What the mapping has read under `data`. */
    data: Record<string, string>
  }
  /** A system was connected, or answers again. */
  'connection.connected': {
    connectionId: string
    /** The kind of system. */
    kind: string
    name: string
  }
  /** A connected system does not answer; it is tried again. */
  'connection.degraded': {
    connectionId: string
    /** The kind of system. */
    kind: string
    name: string
    problem: string
  }
  /** The credentials of a connected system do not hold any more. Nothing is read until others are given. */
  'connection.needs_reauth': {
    connectionId: string
    /** The kind of system. */
    kind: string
    name: string
    problem: string
  }
  /** The app was uninstalled at a connected system. */
  'connection.revoked': {
    connectionId: string
    /** The kind of system. */
    kind: string
    name: string
    problem: string
  }
  /** What has changed at a connected system was read. */
  'connection.sync_completed': {
    connectionId: string
    runId: string
    /** full or incremental. */
    kind: string
    read: number
    created: number
    updated: number
    unchanged: number
    failed: number
    gone: number
  }
  /** A person opened a short link of a campaign or a drip for the first time; previews and scanners do not count. */
  'link.clicked': {
    campaignId: string | null
    enrollmentId: string | null
    /** The number of the recipient in the campaign, or of the step in the drip. */
    recipientId: number
    contactId: string | null
    /** Under which the link is counted. */
    name: string
    /** Where it leads. */
    target: string
  }
  /** A version of a flow was published. */
  'flow.version.published': {
    flowId: string
    name: string
    versionId: string
    number: number
  }
  /** A flow was disabled by itself, since too many of its sessions fail. */
  'flow.disabled': {
    flowId: string
    name: string
    reason: string
  }
  /** A conversation began a flow. */
  'flow.session.started': {
    sessionId: string
    flowId: string
    versionId: string
    conversationId: string
    contactId: string
    numberId: string
    /** waiting, completed, failed, expired, handed_over or stopped. */
    state: string
    result: string | null
    /** How many flows led to this one by their events. */
    depth: number
  }
  /** A session of a flow came to its end. */
  'flow.session.completed': {
    sessionId: string
    flowId: string
    versionId: string
    conversationId: string
    contactId: string
    numberId: string
    /** waiting, completed, failed, expired, handed_over or stopped. */
    state: string
    result: string | null
    /** How many flows led to this one by their events. */
    depth: number
  }
  /** A session of a flow could not go on. */
  'flow.session.failed': {
    sessionId: string
    flowId: string
    versionId: string
    conversationId: string
    contactId: string
    numberId: string
    /** waiting, completed, failed, expired, handed_over or stopped. */
    state: string
    result: string | null
    /** How many flows led to this one by their events. */
    depth: number
  }
  /** Nobody answered within the time that a flow waits. */
  'flow.session.expired': {
    sessionId: string
    flowId: string
    versionId: string
    conversationId: string
    contactId: string
    numberId: string
    /** waiting, completed, failed, expired, handed_over or stopped. */
    state: string
    result: string | null
    /** How many flows led to this one by their events. */
    depth: number
  }
  /** People took over from a flow. */
  'flow.session.handed_over': {
    sessionId: string
    flowId: string
    versionId: string
    conversationId: string
    contactId: string
    numberId: string
    /** waiting, completed, failed, expired, handed_over or stopped. */
    state: string
    result: string | null
    /** How many flows led to this one by their events. */
    depth: number
  }
  /** A session was stopped: by the API, by the person, or because another flow began. */
  'flow.session.stopped': {
    sessionId: string
    flowId: string
    versionId: string
    conversationId: string
    contactId: string
    numberId: string
    /** waiting, completed, failed, expired, handed_over or stopped. */
    state: string
    result: string | null
    /** How many flows led to this one by their events. */
    depth: number
  }
  /** A flow told the account something by a signal node. */
  'flow.signal': {
    conversationId: string
    contactId: string
    name: string
    values: Record<string, unknown>
  }
  /** A partner created one of its accounts. As all that follow, it goes to the partner. */
  'account.created': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    name: string
  }
  /** What a partner keeps of an account was changed. */
  'account.updated': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    name: string
    /** The names of what has changed. */
    changed: Array<string>
  }
  /** An account of a partner may not send, or do nothing at all, from now on; `suspendedBy` says who may lift it. */
  'account.suspended': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    mode: "marketing" | "sending" | "all" | (string & {})
    suspendedBy: "partner" | "operator" | "billing" | "meta" | (string & {})
    reason: string
    messageToCustomer: string | null
    since: string
  }
  /** A suspension of an account of a partner was lifted. */
  'account.resumed': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    suspendedBy: "partner" | "operator" | "billing" | "meta" | (string & {})
  }
  /** An account of a partner will be erased at `closesAt`. */
  'account.closing': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    closesAt: string
  }
  /** An account of a partner is not going to be erased after all. */
  'account.reopened': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    closesAt: string | null
  }
  /** An account of a partner was erased. */
  'account.closed': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
  }
  /** The balance of an account of a partner fell below one of its thresholds. */
  'account.low_balance': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    wallet: {
      /** A decimal string, such as "12.50". */
      available: string
      currency: string
    }
    threshold: {
      /** `exhausted` for zero. */
      id: string
      /** A decimal string, such as "12.50". */
      below: string
    }
    /** How long the balance lasts at the pace of the last seven days; null: nothing was spent. */
    runwayHours: number | null
  }
  /** Nothing is left in the wallet of an account of a partner. */
  'account.balance_exhausted': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    wallet: {
      /** A decimal string, such as "12.50". */
      available: string
      currency: string
    }
    threshold: {
      /** `exhausted` for zero. */
      id: string
      /** A decimal string, such as "12.50". */
      below: string
    }
    /** How long the balance lasts at the pace of the last seven days; null: nothing was spent. */
    runwayHours: number | null
  }
  /** The balance of an account of a partner is above a threshold again, or above zero (`exhausted`). */
  'account.balance_recovered': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    wallet: {
      /** A decimal string, such as "12.50". */
      available: string
      currency: string
    }
    threshold: {
      /** `exhausted` for zero. */
      id: string
      /** A decimal string, such as "12.50". */
      below: string
    }
    /** How long the balance lasts at the pace of the last seven days; null: nothing was spent. */
    runwayHours: number | null
  }
  /** A partner moved money into the wallet of one of its accounts. */
  'account.wallet_credited': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    transferId: string
    /** A decimal string, such as "12.50". */
    amount: string
    currency: string
    description: string | null
    wallet: {
      /** A decimal string, such as "12.50". */
      available: string
      currency: string
    }
  }
  /** A partner took back money that it had given to an account. */
  'account.wallet_debited': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    transferId: string
    /** A decimal string, such as "12.50". */
    amount: string
    currency: string
    description: string | null
    wallet: {
      /** A decimal string, such as "12.50". */
      available: string
      currency: string
    }
  }
  /** The first number of a WhatsApp Business Account was connected to an account of a partner. */
  'account.waba_connected': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    /** Meta's id of the WhatsApp Business Account. */
    wabaId: string
    numbers: Array<{
      id: string
      displayPhoneNumber: string | null
    }>
    /** Null: connected without a link. */
    onboardingLinkId: string | null
  }
  /** A number was connected to an account of a partner. */
  'account.number_connected': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    numberId: string
    /** Meta's id of the number. */
    phoneNumberId: string
    wabaId: string | null
    displayPhoneNumber: string | null
  }
  /** A number was disconnected from an account of a partner. */
  'account.number_disconnected': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    numberId: string
    /** Meta's id of the number. */
    phoneNumberId: string
    wabaId: string | null
    displayPhoneNumber: string | null
  }
  /** An onboarding link was opened for the first time. */
  'account.onboarding_started': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    onboardingLinkId: string
  }
  /** A number could not be connected by an onboarding link, which may be used again. */
  'account.onboarding_failed': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    onboardingLinkId: string
    /** As the error of the API names it. */
    code: string
    help: string
  }
  /** An account left its partner, which is told no more of it. */
  'account.unlinked': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    unlinkedBy: "account" | "partner" | (string & {})
  }
  /** A partner made a token or a key to act within one of its accounts. */
  'token.delegated': {
    accountId: string
    /** The partner's own name for the account. */
    externalId: string
    /** False: the account has no number at Meta yet, only that of the sandbox. */
    livemode: boolean
    /** From 1, one more with each event of this partner, without gaps. */
    sequence: number
    keyId: string
    kind: "token" | "key" | (string & {})
    scopes: Array<string>
    expiresAt: string | null
    reason: string
  }
  /** The plan follows the subscription. */
  'account.plan_changed': {
    before: string
    plan: string
    /** The payment provider's word. */
    status: string
  }
  /** Money was credited to the wallet. */
  'wallet.topped_up': {
    kind: string
    currency: string
    /** A decimal string, such as "12.50". */
    amount: string
    /** A decimal string, such as "12.50". */
    available: string
    reference: string | null
  }
  /** The balance fell below a threshold that the account has set. It is told again once the balance has been above `rearmAbove`. */
  'wallet.low_balance': {
    currency: string
    /** A decimal string, such as "12.50". */
    available: string
    threshold: {
      /** `exhausted` for zero. */
      id: string
      /** A decimal string, such as "12.50". */
      below: string
    }
  }
  /** Nothing is left to spend. Messages that cost something are rejected. */
  'wallet.exhausted': {
    currency: string
    /** A decimal string, such as "12.50". */
    available: string
    threshold: {
      /** `exhausted` for zero. */
      id: string
      /** A decimal string, such as "12.50". */
      below: string
    }
  }
  /** The balance is above a threshold again below which it was told, or above zero (`exhausted`). */
  'wallet.recovered': {
    currency: string
    /** A decimal string, such as "12.50". */
    available: string
    threshold: {
      /** `exhausted` for zero. */
      id: string
      /** A decimal string, such as "12.50". */
      below: string
    }
  }
  /** A payment into the wallet has another amount or currency than was asked for. Nothing is credited until an operator has looked. */
  'payment.mismatched': {
    topUpId: string
    provider: string
    /** The provider's. */
    paymentId: string
    expected: {
      /** A decimal string, such as "12.50". */
      amount: string
      currency: string
    }
    received: {
      /** A decimal string, such as "12.50". */
      amount: string
      currency: string
    }
  }
  /** The payer of a payment into the wallet wants it back through the bank. The amount is frozen until it is decided. */
  'payment.disputed': {
    /** The provider's. */
    disputeId: string
    topUpId: string
    provider: string
    /** The provider's. */
    paymentId: string
    currency: string
    /** What is disputed, a decimal string. */
    amount: string
    /** What of it was taken from the wallet until it is decided. */
    frozen: string
    /** open, won or lost. */
    state: string
  }
  /** A dispute was won, and the amount is back in the wallet, or lost, and it is gone. */
  'payment.dispute_decided': {
    /** The provider's. */
    disputeId: string
    topUpId: string
    provider: string
    /** The provider's. */
    paymentId: string
    currency: string
    /** What is disputed, a decimal string. */
    amount: string
    /** What of it was taken from the wallet until it is decided. */
    frozen: string
    /** open, won or lost. */
    state: string
  }
  /** The wallet was filled by itself from a saved method of payment. */
  'wallet.auto_recharge_succeeded': {
    topUpId: string
    provider: string
    currency: string
    /** A decimal string, such as "12.50". */
    amount: string
  }
  /** The wallet could not be filled by itself. After two declined charges in a row it is switched off. */
  'wallet.auto_recharge_failed': {
    topUpId: string
    provider: string
    currency: string
    /** A decimal string, such as "12.50". */
    amount: string
    /** The provider's word, such as card_declined; not_paid: nobody paid in time. */
    reason: string
    /** Whether it was switched off. */
    stopped: boolean
  }
  /** The wallet is to be filled and no method of payment is saved: a person is to pay on the page. */
  'wallet.payment_requested': {
    topUpId: string
    provider: string
    currency: string
    /** A decimal string, such as "12.50". */
    amount: string
    /** A decimal string, such as "12.50". */
    tax: string
    /** A decimal string, such as "12.50". */
    total: string
    /** Where a person pays. */
    paymentUrl: string
  }
  /** The payment provider has sent money of the wallet back to where it was paid from. */
  'wallet.refunded': {
    refundId: string
    topUpId: string
    provider: string
    /** The provider's. */
    paymentId: string
    currency: string
    /** What left the wallet, a decimal string. */
    amount: string
    /** A decimal string, such as "12.50". */
    tax: string
    /** What the payer gets, a decimal string. */
    total: string
    /** processed or failed. */
    state: string
    failure: string | null
  }
  /** The payment provider will not send a refund. The money is back in the wallet. */
  'wallet.refund_failed': {
    refundId: string
    topUpId: string
    provider: string
    /** The provider's. */
    paymentId: string
    currency: string
    /** What left the wallet, a decimal string. */
    amount: string
    /** A decimal string, such as "12.50". */
    tax: string
    /** What the payer gets, a decimal string. */
    total: string
    /** processed or failed. */
    state: string
    failure: string | null
  }
  /** A tax document, a credit note or a statement was issued. */
  'invoice.issued': {
    invoiceId: string
    /** tax_invoice, receipt_voucher, refund_voucher, credit_note or statement. */
    kind: string
    number: string
    currency: string
    /** A decimal string, such as "12.50". */
    total: string
  }
  /** An API key expires within 7 days, and again within 1: each once for an expiry, within an hour of its time. A key that was made for less time than a notice gets no such notice. */
  'api_key.expiring': {
    keyId: string
    name: string
    /** First 12 and last 4 characters. */
    display: string
    expiresAt: string
    /** The notice that this is. */
    noticeDays: 1 | 7
  }
  /** A webhook endpoint was disabled. The account's other endpoints are notified. */
  'endpoint.disabled': {
    endpointId: string
    dialect: string
    url: string
    reason: string
    failingSince: string | null
  }
  /** A test of a webhook endpoint was requested. Sent to that endpoint alone. */
  'endpoint.test': {
    endpointId: string
  }
  /** Anything else that Meta sent, as it came, but for integers beyond 2^53, which are texts with every digit. `phoneNumberId` is null where it speaks of a whole business account. */
  'whatsapp.other': {
    kind: "change" | "error" | "message" | "status" | "echo" | "history" | "contact" | (string & {})
    field: string | null
    value: unknown
    malformed: boolean
    wabaId: string
    phoneNumberId: string | null
  }
  /** Meta's payload as it came, with what concerns the account: for endpoints in the format `cloud-api`. It repeats what other events say, so `*` does not include it; it is kept only while an endpoint asks for it by name. */
  'whatsapp.webhook': {
    object: string
    entry: Array<Record<string, unknown>>
  }
}

/** Every type of event that this version of the SDK knows. */
export const eventTypes: ReadonlySet<string> = new Set<keyof EventData>([
  'message.received',
  'message.received.unknown',
  'message.edited',
  'message.deleted',
  'message.echo',
  'message.payment',
  'message.status.sent',
  'message.status.delivered',
  'message.status.read',
  'message.status.failed',
  'message.status.canceled',
  'media.stored',
  'media.lost',
  'contact.created',
  'contact.updated',
  'contact.deleted',
  'contact.erased',
  'contact.tagged',
  'contact.untagged',
  'contact.number_changed',
  'contact.user_id_changed',
  'contact.merged',
  'contact.unmerged',
  'contact.book_changed',
  'contact.marketing_preference_changed',
  'contact.consent_changed',
  'contact.import.analysed',
  'contact.import.checked',
  'contact.import.progressed',
  'contact.import.completed',
  'contact.import.failed',
  'contact.import.canceled',
  'contact.import.undone',
  'contact.export.completed',
  'contact.export.failed',
  'segment.entered',
  'segment.left',
  'conversation.updated',
  'conversation.sla_breached',
  'note.created',
  'note.deleted',
  'member.removed',
  'history.synced',
  'history.media_received',
  'template.created',
  'template.pending',
  'template.approved',
  'template.rejected',
  'template.paused',
  'template.disabled',
  'template.in_appeal',
  'template.archived',
  'template.limit_exceeded',
  'template.status_changed',
  'template.flagged',
  'template.quality_changed',
  'template.category_change_announced',
  'template.category_changed',
  'template.content_changed',
  'template.deleted',
  'number.connected',
  'number.disconnected',
  'number.quality_changed',
  'number.limit_changed',
  'number.throughput_changed',
  'number.status_changed',
  'number.name_changed',
  'number.account_changed',
  'campaign.scheduled',
  'campaign.started',
  'campaign.paused',
  'campaign.resumed',
  'campaign.completed',
  'campaign.canceled',
  'campaign.failed',
  'campaign.progress',
  'drip.enrolled',
  'drip.step_reached',
  'drip.completed',
  'drip.exited',
  'event_source.event_received',
  'connection.connected',
  'connection.degraded',
  'connection.needs_reauth',
  'connection.revoked',
  'connection.sync_completed',
  'link.clicked',
  'flow.version.published',
  'flow.disabled',
  'flow.session.started',
  'flow.session.completed',
  'flow.session.failed',
  'flow.session.expired',
  'flow.session.handed_over',
  'flow.session.stopped',
  'flow.signal',
  'account.created',
  'account.updated',
  'account.suspended',
  'account.resumed',
  'account.closing',
  'account.reopened',
  'account.closed',
  'account.low_balance',
  'account.balance_exhausted',
  'account.balance_recovered',
  'account.wallet_credited',
  'account.wallet_debited',
  'account.waba_connected',
  'account.number_connected',
  'account.number_disconnected',
  'account.onboarding_started',
  'account.onboarding_failed',
  'account.unlinked',
  'token.delegated',
  'account.plan_changed',
  'wallet.topped_up',
  'wallet.low_balance',
  'wallet.exhausted',
  'wallet.recovered',
  'payment.mismatched',
  'payment.disputed',
  'payment.dispute_decided',
  'wallet.auto_recharge_succeeded',
  'wallet.auto_recharge_failed',
  'wallet.payment_requested',
  'wallet.refunded',
  'wallet.refund_failed',
  'invoice.issued',
  'api_key.expiring',
  'endpoint.disabled',
  'endpoint.test',
  'whatsapp.other',
  'whatsapp.webhook',
])
