import { specificityOf, type Trigger, type TriggerOf } from '../flow/triggers.ts'
import { holds } from '../values/condition.ts'
import type { Values } from '../values/template.ts'
import { isNear, normalizeText, wordsOf } from '../values/words.ts'
import { readPayload } from './build-message.ts'
import { isOpen } from './nodes/times.ts'
import { readForm, referralOf } from './read-message.ts'
import type { LiveTrigger, SaidMessage, TurnPorts } from './turn.ts'

/** Less specific ones leave a session alone that waits for something else than the person. */
export const interrupting = 60

export interface Considered {
  flow: string
  place: number
  kind: string
  fits: boolean
  why: string
}

/** The trigger that a message pulls; null: none. `considered` gets each that was looked at, for the trace. */
export function matchMessage(
  ports: TurnPorts,
  said: SaidMessage,
  { values, least = 0, considered }: { values: Values; least?: number; considered: Considered[] },
): LiveTrigger | null {
  const fitting = ports.triggers.filter((live) => {
    if (live.trigger.kind === 'event' || specificityOf(live.trigger) < least) return false
    const why =
      refusalOf(ports, live, said) ??
      (live.trigger.if && !holds(live.trigger.if, values) ? 'its condition does not hold' : null)
    considered.push({
      flow: live.flow.name,
      place: live.place,
      kind: live.trigger.kind,
      fits: why === null,
      why: why ?? 'fits',
    })
    return why === null
  })
  return fitting.toSorted(byRank)[0] ?? null
}

/** The most specific first; of alike ones that of the higher priority, then the older flow. */
const byRank = (a: LiveTrigger, b: LiveTrigger): number =>
  specificityOf(b.trigger) - specificityOf(a.trigger) ||
  (b.trigger.priority ?? 0) - (a.trigger.priority ?? 0) ||
  (a.flow.flowId < b.flow.flowId ? -1 : Number(a.flow.flowId > b.flow.flowId))

export const triggerKey = ({ flow, place }: Pick<LiveTrigger, 'flow' | 'place'>): string => `${flow.flowId}:${place}`

/** How long the catch-all waits before it answers the same person again, unless it says so itself. */
const usualCooldownSeconds = 3600

function refusalOf(ports: TurnPorts, live: LiveTrigger, said: SaidMessage): string | null {
  const { facts, now } = ports
  const { trigger } = live
  if (trigger.numberIds && !trigger.numberIds.includes(facts.conversation.numberId))
    return 'it listens at other numbers'
  if (!fits(ports, trigger, said)) return 'the message is another'
  const cooldown = trigger.cooldownSeconds ?? (trigger.kind === 'any_message' ? usualCooldownSeconds : 0)
  const last = facts.startedAt[triggerKey(live)]
  return last !== undefined && now - Date.parse(last) < cooldown * 1000 ? `it started at ${last} already` : null
}

const dayMs = 86_400_000

function fits(ports: TurnPorts, trigger: Trigger, said: SaidMessage): boolean {
  const { contact, conversation } = ports.facts
  switch (trigger.kind) {
    case 'keyword':
      return fitsLanguage(trigger, contact) && said.text.split('\n').some((line) => fitsWords(trigger, line))
    case 'payload':
      return fitsPayload(trigger, said)
    case 'referral':
      return fitsReferral(trigger, said)
    case 'message_type':
      return trigger.types.includes(said.type) || (trigger.types.includes('nfm_reply') && readForm(said) !== null)
    case 'first_message':
      return conversation.previousAt === null
    case 'first_since':
      return conversation.previousAt === null || ports.now - Date.parse(conversation.previousAt) >= trigger.days * dayMs
    case 'outside_hours':
      return !isOpen({ ports }, trigger)
    case 'any_message':
      return said.type !== 'reaction' && said.type !== 'system'
    case 'event':
      return false
  }
}

const fitsLanguage = ({ language }: TriggerOf<'keyword'>, contact: Values): boolean =>
  language === undefined || String(contact['language'] ?? '').split(/[-_]/)[0] === language.split(/[-_]/)[0]

function fitsWords({ words, match = 'exact' }: TriggerOf<'keyword'>, line: string): boolean {
  const said = normalizeText(line)
  if (said === '') return false
  const phrases = words.map(normalizeText).filter(Boolean)
  switch (match) {
    case 'exact':
      return phrases.includes(said)
    case 'prefix':
      return phrases.some((word) => said === word || said.startsWith(`${word} `))
    case 'any_word':
      return phrases.some((word) => ` ${said} `.includes(` ${word} `))
    case 'contains':
      return phrases.some((word) => said.includes(word))
    case 'near':
      return phrases.some(
        (word) => said === word || wordsOf(said).some((one) => one === word || (word.length >= 5 && isNear(one, word))),
      )
  }
}

function fitsPayload({ payload: expected }: TriggerOf<'payload'>, { payload }: SaidMessage): boolean {
  if (payload === null) return false
  const own = readPayload(payload)?.exit
  return [payload, own].some(
    (given) =>
      given !== undefined && (expected.endsWith('*') ? given.startsWith(expected.slice(0, -1)) : given === expected),
  )
}

function fitsReferral({ sourceId, headline }: TriggerOf<'referral'>, said: SaidMessage): boolean {
  const referral = referralOf(said)
  if (referral === null) return false
  const isSource = sourceId === undefined || String(referral['source_id'] ?? '') === sourceId
  return (
    isSource &&
    (headline === undefined || normalizeText(String(referral['headline'] ?? '')).includes(normalizeText(headline)))
  )
}
