import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { type Agent, planAssignments, type Waiting } from './plan-assignments.ts'

const teams = ['t1', 't2'] as const
const memberIds = ['a', 'b', 'c', 'd'] as const
const mode = fc.constantFrom('round_robin' as const, 'least_loaded' as const)

type Step =
  | { kind: 'arrives'; team: string | null; priority: number }
  | { kind: 'closes'; pick: number }
  | { kind: 'availability'; agent: number; available: boolean }
  | { kind: 'capacity'; agent: number; capacity: number }
  | { kind: 'leaves'; pick: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('arrives' as const),
      team: fc.constantFrom(null, ...teams),
      priority: fc.integer({ min: -1, max: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('closes' as const), pick: fc.nat(99) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('availability' as const), agent: fc.nat(3), available: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('capacity' as const), agent: fc.nat(3), capacity: fc.nat(4) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leaves' as const), pick: fc.nat(99) }) },
)

const newAgents = (): Agent[] =>
  memberIds.map((memberId, index) => ({
    memberId,
    available: index < 3,
    capacity: 3,
    load: 0,
    turn: 0,
    teamIds: index === 0 ? [] : index === 1 ? ['t1'] : ['t1', 't2'],
  }))

/** A team at work: what happens, and what is handed out after each step. Who has what is kept apart from the plan. */
function play(modeOf: 'round_robin' | 'least_loaded', steps: readonly Step[]): void {
  const agents = newAgents()
  const owner = new Map<string, string>()
  let queue: (Waiting & { number: number })[] = []
  let count = 0
  const loadOf = (memberId: string) => [...owner.values()].filter((one) => one === memberId).length
  const mayGet = (agent: Agent, teamId: string | null) =>
    agent.available && loadOf(agent.memberId) < agent.capacity && (teamId === null || agent.teamIds.includes(teamId))

  function apply(one: Step): void {
    if (one.kind === 'arrives') {
      count += 1
      const since = new Date(Date.UTC(2026, 0, 1) + count * 1000).toISOString()
      queue.push({ conversationId: `c${count}`, teamId: one.team, priority: one.priority, since, number: count })
    }
    if (one.kind === 'closes') owner.delete([...owner.keys()][one.pick % Math.max(1, owner.size)] ?? '')
    if (one.kind === 'availability') Object.assign(agents[one.agent] ?? {}, { available: one.available })
    if (one.kind === 'capacity') Object.assign(agents[one.agent] ?? {}, { capacity: one.capacity })
    if (one.kind === 'leaves') queue.splice(one.pick % Math.max(1, queue.length), 1)
  }

  function handOut(): void {
    const seen = agents.map((agent) => ({ ...agent, load: loadOf(agent.memberId) }))
    const plan = planAssignments(modeOf, seen, queue)
    let last: { priority: number; number: number } | null = null
    for (const { conversationId, memberId, turn } of plan) {
      const waiting = queue.find((one) => one.conversationId === conversationId)
      const agent = agents.find((one) => one.memberId === memberId)
      assert.ok(waiting && agent && !owner.has(conversationId), 'it waited, and nobody had it')
      assert.ok(mayGet(agent, waiting.teamId), 'nobody gets one who is away, full or of another team')
      const eligible = agents.filter((one) => mayGet(one, waiting.teamId))
      if (modeOf === 'round_robin')
        assert.ok(
          eligible.every((one) => one.turn >= agent.turn),
          'whose turn is the longest ago',
        )
      else
        assert.ok(
          eligible.every((one) => loadOf(one.memberId) >= loadOf(memberId)),
          'who has the fewest',
        )
      if (last)
        assert.ok(
          waiting.priority < last.priority || (waiting.priority === last.priority && waiting.number > last.number),
        )
      last = waiting
      owner.set(conversationId, memberId)
      agent.turn = turn
      queue = queue.filter((one) => one !== waiting)
    }
    for (const { teamId } of queue)
      assert.ok(!agents.some((agent) => mayGet(agent, teamId)), 'nothing waits that somebody could get')
  }

  for (const one of steps) {
    apply(one)
    handOut()
  }
}

test('in 10,000 histories nobody gets what they may not, nothing waits that somebody could get, and the order holds', () => {
  fc.assert(fc.property(mode, fc.array(step, { maxLength: 25 }), play), { numRuns: 10_000 })
})

test('equal agents get the same, within one, whatever comes', () => {
  const arrivals = fc.integer({ min: 0, max: 60 })
  fc.assert(
    fc.property(mode, arrivals, (modeOf, many) => {
      const agents = memberIds.map((memberId) => ({
        memberId,
        available: true,
        capacity: 100,
        load: 0,
        turn: 0,
        teamIds: [],
      }))
      const waiting = Array.from({ length: many }, (_, index) => ({
        conversationId: `c${index}`,
        teamId: null,
        priority: 0,
        since: String(index),
      }))
      const given = planAssignments(modeOf, agents, waiting)
      const counts = memberIds.map((id) => given.filter(({ memberId }) => memberId === id).length)
      assert.equal(given.length, many)
      assert.ok(Math.max(...counts) - Math.min(...counts) <= 1)
    }),
  )
})
