import type { CoreContext } from '#context.ts'
import { resolveContacts } from '#messaging/identities/resolve-contacts.ts'
import type { Queryable } from '#platform/database/database.ts'
import { type Fact, type Reaction, reaction } from '#tenancy/reactions.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { marketingFrom } from '../consent-state.ts'
import { createIdentifierHash, type HashIdentifier } from '../identifier-hash.ts'
import { type NewConsentAct, type RecordedAct, recordConsents, toConsentEvents } from '../record-consents.ts'
import { type Keyword, matchKeyword, type OwnPhrases, phrasesOf } from './keywords.ts'
import { confirmOptOut } from './opt-out-confirmation.ts'

interface KeywordSettings {
  keywords: OwnPhrases
  stopsPerNumber: boolean
  confirmation: string | null
}

/** Knows the phrases of accounts that have added some. */
interface Phrasebook {
  findAll(accountIds: readonly string[], tx: Queryable): Promise<ReadonlyMap<string, KeywordSettings>>
}

interface ReactionDeps {
  /** Asked when there is something to record: an operator's command may run without the key. */
  secrets: () => CoreContext['secrets']
  policies: Phrasebook
}

const dawk = { kind: 'system', id: null } as const

/** Turns what people say and what Meta reports into acts of the ledger, in the instant in which it is stored. */
export function createConsentReactions({ secrets, policies }: ReactionDeps): readonly Reaction[] {
  let made: HashIdentifier | null = null
  const hash: HashIdentifier = (accountId, identifier) => {
    made ??= createIdentifierHash(secrets())
    return made(accountId, identifier)
  }
  return [
    reaction({
      name: 'consent keywords',
      types: ['message.received'],
      async react(tx, facts) {
        const settings = await policies.findAll([...new Set(facts.map(({ accountId }) => accountId))], tx)
        const acts = toKeywordActs(facts, settings)
        confirm(tx, acts, { results: await record(tx, acts, hash), settings })
      },
    }),
    reaction({
      name: 'consent preferences',
      types: ['contact.marketing_preference_changed'],
      async react(tx, facts) {
        await record(tx, facts.map(toPreferenceAct), hash)
      },
    }),
    reaction({
      name: 'consent failures',
      types: ['message.status.failed'],
      async react(tx, facts) {
        await record(tx, await toFailureActs(tx, facts), hash)
      },
    }),
  ]
}

async function record(
  tx: WorkerTransaction,
  acts: readonly NewConsentAct[],
  hash: HashIdentifier,
): Promise<RecordedAct[]> {
  const results = await recordConsents(tx, acts, hash)
  tx.emit(...toConsentEvents(acts, results))
  return results
}

/** Answers to people who have just opted out, of accounts that want it. */
function confirm(
  tx: WorkerTransaction,
  acts: readonly NewConsentAct[],
  { results, settings }: { results: readonly RecordedAct[]; settings: ReadonlyMap<string, KeywordSettings> },
): void {
  for (const [index, { accountId, contactId, state, proof }] of acts.entries())
    if (state === 'opted_out' && results[index]?.outcome === 'changed' && settings.get(accountId)?.confirmation)
      tx.schedule(confirmOptOut, {
        ...{ accountId, key: contactId, whenScheduled: 'keep' as const },
        payload: { messageId: proof?.reference ?? '' },
      })
}

const effects: Record<Keyword, Pick<NewConsentAct, 'state' | 'onlyFrom'>> = {
  stop: { state: 'opted_out' },
  start: { state: 'opted_in', onlyFrom: ['opted_out', 'blocked', 'pending'] },
  agree: { state: 'opted_in', onlyFrom: ['pending'] },
}

function toKeywordActs(
  facts: readonly Fact<'message.received'>[],
  settings: ReadonlyMap<string, KeywordSettings>,
): NewConsentAct[] {
  const written = facts.filter(({ data }) => data.contactId !== null && data.groupId === undefined)
  const candidates = written.flatMap((fact) => {
    const phrases = phrasesOf(fact.data.message)
    return phrases.length > 0 ? [{ fact, phrases }] : []
  })
  return candidates.flatMap(({ fact, phrases }) => {
    const [match] = phrases.flatMap((phrase) => matchKeyword(phrase, settings.get(fact.accountId)?.keywords) ?? [])
    if (!match) return []
    const { accountId, at, data } = fact
    const isText = data.message['type'] === 'text'
    return purposesOf(match.keyword, data.phoneNumberId, settings.get(accountId)).map((purpose) => ({
      ...{ accountId, contactId: data.contactId ?? '', purpose, at, isProven: true, actor: dawk },
      ...effects[match.keyword],
      source: isText ? ('keyword' as const) : ('button' as const),
      language: match.language ?? undefined,
      proof: { text: phrases[0], reference: data.messageId ?? undefined },
    }))
  })
}

/**
 * A stop to one number leaves the others alone where the account wants it so. A start takes back that one and one to all numbers,
 * whatever the account wants by now.
 */
function purposesOf(keyword: Keyword, phoneNumberId: string, settings: KeywordSettings | undefined): string[] {
  const here = marketingFrom(phoneNumberId)
  const everywhere = 'marketing'
  if (keyword === 'start') return [here, everywhere]
  return keyword === 'stop' && settings?.stopsPerNumber ? [here] : [everywhere]
}

function toPreferenceAct({ accountId, data }: Fact<'contact.marketing_preference_changed'>): NewConsentAct {
  const { contactId, preference, at, detail } = data
  const state = preference === 'stop' ? ('opted_out' as const) : ('resume' as const)
  const proof = detail === null ? {} : { proof: { text: detail } }
  return {
    accountId,
    contactId,
    purpose: 'marketing',
    state,
    isProven: true,
    at,
    source: 'whatsapp',
    actor: dawk,
    ...proof,
  }
}

/** Meta's code for a person who has stopped marketing messages: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const stoppedCode = 131050

/** Meta says it again of each later message; what is restricted already needs no more of it. */
const notStopped = ['unknown', 'implied', 'pending', 'opted_in'] as const

async function toFailureActs(
  tx: WorkerTransaction,
  facts: readonly Fact<'message.status.failed'>[],
): Promise<NewConsentAct[]> {
  const stopped = facts.filter(({ data }) => data.error?.code === stoppedCode)
  const { contactIds } = await resolveContacts(
    tx,
    stopped.map(({ accountId, data: { to, toUserId } }) => ({
      accountId,
      phones: to === null ? [] : [to],
      userIds: toUserId === null ? [] : [toUserId],
    })),
  )
  return stopped.map(({ accountId, at, data }, index) => ({
    ...{ accountId, contactId: contactIds[index] ?? '', purpose: 'marketing', state: 'opted_out' as const, at },
    ...{ isProven: true, source: 'whatsapp' as const, actor: dawk, onlyFrom: notStopped },
    proof: { text: `${stoppedCode} ${data.error?.title}`, reference: data.messageId },
  }))
}
