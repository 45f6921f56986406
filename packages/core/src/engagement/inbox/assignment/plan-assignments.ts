/** An agent who gets conversations, as an assignment sees them. */
export interface Agent {
  memberId: string
  /** Says so, not the focus of a tab: agents work on phones too. */
  available: boolean
  capacity: number
  /** Open conversations that they have. */
  load: number
  /** The count of assignments at which they got their last one. */
  turn: number
  teamIds: readonly string[]
}

/** A conversation that waits for an agent. */
export interface Waiting {
  conversationId: string
  /** Null: anybody's. */
  teamId: string | null
  priority: number
  /** ISO 8601. */
  since: string
}

export interface Assignment {
  conversationId: string
  memberId: string
  /** The agent's turn from here on. */
  turn: number
  /** Why this agent, for the audit log. */
  reason: string
}

/**
 * Hands out what waits: the most urgent first, then the oldest. An agent is eligible while available, below their capacity and, where
 * the conversation has a team, in that team. Of those the one whose turn is the longest ago gets it, or, by `least_loaded`, the one who
 * has the fewest. What nobody may get goes on waiting, and holds up nothing behind it.
 */
export function planAssignments(
  mode: 'round_robin' | 'least_loaded',
  agents: readonly Agent[],
  waiting: readonly Waiting[],
): Assignment[] {
  const state = agents.map((agent) => ({ ...agent }))
  let turn = Math.max(0, ...agents.map((agent) => agent.turn))
  return waiting.toSorted(byUrgency).flatMap(({ conversationId, teamId }) => {
    const eligible = state.filter((agent) => isEligible(agent, teamId))
    const chosen = eligible.toSorted(mode === 'round_robin' ? byTurn : byLoad)[0]
    if (!chosen) return []
    const reason = `${mode}: ${chosen.load} of ${chosen.capacity} open, ${eligible.length} eligible`
    chosen.load += 1
    turn += 1
    chosen.turn = turn
    return [{ conversationId, memberId: chosen.memberId, turn, reason }]
  })
}

const isEligible = ({ available, load, capacity, teamIds }: Agent, teamId: string | null): boolean =>
  available && load < capacity && (teamId === null || teamIds.includes(teamId))

const byUrgency = (a: Waiting, b: Waiting) =>
  b.priority - a.priority ||
  compare(a.since, b.since) || // instants of one shape compare as texts
  compare(a.conversationId, b.conversationId)
const byTurn = (a: Agent, b: Agent) => a.turn - b.turn || compare(a.memberId, b.memberId)
const byLoad = (a: Agent, b: Agent) => a.load - b.load || byTurn(a, b)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
