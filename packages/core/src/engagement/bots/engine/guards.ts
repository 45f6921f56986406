import { normalizeText, wordsOf } from '../values/words.ts'

/** What a conversation has seen lately, so that two machines do not talk to each other for ever. Instants in milliseconds. */
export interface GuardState {
  /** Since when and how many messages of bots: by span. */
  sent?: Readonly<Partial<Record<Span, readonly [since: number, count: number]>>>
  /** The day and how many sessions. */
  sessions?: readonly [day: string, count: number]
  inbound?: { text: string; count: number; since: number }
  /** The latest exchanges without a person: what was said, and how fast it was answered. */
  exchanges?: readonly { words: readonly string[]; gapMs: number }[]
  lastSaid?: { at: number; words: readonly string[] }
}

const spans = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const
type Span = keyof typeof spans

export const limits = {
  nodesPerTurn: 50,
  visitsPerTurn: 3,
  messagesPerTurn: 10,
  turnsPerSession: 500,
  sessionsPerDay: 50,
  depth: 5,
  sent: { minute: 20, hour: 120, day: 400 } satisfies Record<Span, number>,
  sameText: 4,
  sameTextMs: 120_000,
  exchanges: 12,
  similarShare: 0.8,
  steadyMeanMs: 8000,
  steadySpreadMs: 1500,
} as const

/** Which span is used up; null: another message may be sent. */
export function spentSpan({ sent = {} }: GuardState, now: number): Span | null {
  for (const span of Object.keys(spans) as Span[]) {
    const [since, count] = sent[span] ?? [now, 0]
    if (now - since < spans[span] && count >= limits.sent[span]) return span
  }
  return null
}

/** After a message of a bot. */
export function countSent(guard: GuardState, text: string, now: number): GuardState {
  const sent = Object.fromEntries(
    (Object.keys(spans) as Span[]).map((span) => {
      const [since, count] = guard.sent?.[span] ?? [now, 0]
      return [span, now - since < spans[span] ? [since, count + 1] : [now, 1]]
    }),
  )
  return { ...guard, sent, lastSaid: { at: now, words: wordsOf(text).slice(0, 40) } }
}

/** After a message of the person. */
export function countInbound(guard: GuardState, text: string, now: number): GuardState {
  const said = normalizeText(text).slice(0, 200)
  const { inbound, lastSaid, exchanges = [] } = guard
  const isSame = inbound?.text === said && now - inbound.since < limits.sameTextMs
  const repeated = isSame ? { ...inbound, count: inbound.count + 1 } : { text: said, count: 1, since: now }
  const exchange = lastSaid ? [{ words: lastSaid.words, gapMs: Math.max(0, now - lastSaid.at) }] : []
  const { lastSaid: _, ...rest } = guard
  return { ...rest, inbound: repeated, exchanges: [...exchanges, ...exchange].slice(-limits.exchanges) }
}

/** The same again and again within two minutes is answered once more, and then no longer. */
export const isRepetition = ({ inbound }: GuardState): boolean => (inbound?.count ?? 0) >= limits.sameText

/** Whether the other side is likely a machine: it answers like a clock, or makes us say the same again and again. */
export function looksLikeMachine({ exchanges = [] }: GuardState): boolean {
  if (exchanges.length < limits.exchanges) return false
  const alike = exchanges
    .slice(1)
    .filter(({ words }, place) => similarity(words, exchanges[place]?.words ?? []) >= limits.similarShare)
  if (alike.length >= (exchanges.length - 1) * limits.similarShare) return true
  const gaps = exchanges.map(({ gapMs }) => gapMs)
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  const spread = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length)
  return mean < limits.steadyMeanMs && spread < limits.steadySpreadMs
}

/** The share of pairs of words that two texts have in common. */
function similarity(one: readonly string[], other: readonly string[]): number {
  const pairs = (words: readonly string[]) =>
    new Set(words.length < 2 ? words : words.slice(1).map((word, place) => `${words[place]} ${word}`))
  const [first, second] = [pairs(one), pairs(other)]
  const shared = [...first].filter((pair) => second.has(pair)).length
  const all = first.size + second.size - shared
  return all === 0 ? 1 : shared / all
}

/** A person of the business has taken part: what was counted says nothing any more. */
export const withoutExchanges = ({ exchanges: _, lastSaid: __, ...guard }: GuardState): GuardState => guard

/** Null: no more sessions today. */
export function countSession(guard: GuardState, now: number): GuardState | null {
  const today = new Date(now).toISOString().slice(0, 10)
  const [day, count] = guard.sessions ?? [today, 0]
  if (day === today && count >= limits.sessionsPerDay) return null
  return { ...guard, sessions: day === today ? [day, count + 1] : [today, 1] }
}
