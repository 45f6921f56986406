import type { EventType } from '#events/catalogue.ts'
import type { NewEvent } from '#events/event.ts'
import type { UnitOfWorkDeps, WorkerTransaction } from './unit-of-work.ts'

/** A fact that the running transaction emits. It is committed with the transaction, or not at all. */
export type Fact<Type extends EventType = EventType> = Extract<NewEvent, { type: Type }>

/**
 * Something that must become true in the same instant as a fact: an opt-out when a person writes STOP, the counter of a
 * campaign when a message is read. What may follow a moment later is a subscriber of the event log instead.
 */
export interface Reaction<Type extends EventType = EventType> {
  name: string
  /** The types of facts that it wants. Facts of other types cost it nothing. */
  types: readonly Type[]
  /**
   * Gets every such fact of the transaction in one call, of several accounts where a worker emitted them, in the order in
   * which they were emitted. Writes with as few statements as it can; may emit facts itself, to which the reactions react
   * in turn. When it throws, the transaction fails: a part of a webhook is set aside then and tried again. It may run more
   * than once for one fact, so it keeps nothing outside of `tx`. Where the transaction is a caller's, row-level security
   * limits it to that account.
   */
  react(tx: WorkerTransaction, facts: readonly Fact<Type>[]): Promise<void>
}

/** A reaction for the closed list that the application composes; `facts` are typed by `types`. */
export function reaction<const Type extends EventType>(made: Reaction<Type>): Reaction {
  return made as unknown as Reaction // it is only called with facts of its types
}

/** Facts that follow from facts that follow from facts. Beyond this, two reactions keep each other going. */
const maxRounds = 8

/** Runs reactions on the facts of a transaction, one reaction after the other. `facts` may grow while they run. */
export function createReactor(reactions: readonly Reaction[]): NonNullable<UnitOfWorkDeps['react']> {
  const reactedTo = new Set<EventType>(reactions.flatMap(({ types }) => types))
  return async (tx, facts) => {
    let seen = 0
    for (let round = 0; seen < facts.length; round += 1) {
      const fresh = facts.slice(seen).filter(({ type }) => reactedTo.has(type))
      seen = facts.length
      if (fresh.length > 0 && round === maxRounds)
        throw new Error(`Reactions to ${fresh[0]?.type} do not come to an end`)
      if (fresh.length > 0) await runAll(reactions, tx, fresh)
    }
  }
}

async function runAll(reactions: readonly Reaction[], tx: WorkerTransaction, facts: readonly Fact[]): Promise<void> {
  for (const { types, react } of reactions) {
    const own = facts.filter(({ type }) => types.includes(type))
    if (own.length > 0) await react(tx, own)
  }
}
