import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { test } from 'vitest'
import { root } from '../support/processes.ts'
import { repositoryFiles } from './repository-files.ts'

interface Node {
  type: string
  [member: string]: unknown
}

/** A function of core, by what its body calls: `assertScope`, `ctx.transaction`, `tx.audit`. */
interface CalledBy {
  path: string
  name: string
  exported: boolean
  calls: { name: string; method: boolean; firstArgument: string | null }[]
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value
const nameOf = (node: unknown): string | null =>
  isNode(node) && node.type === 'Identifier' && typeof node['name'] === 'string' ? node['name'] : null

const core = 'packages/core/src/'
const sources = (await repositoryFiles(`${core}**/*.ts`)).filter(
  (path) => !path.endsWith('.test.ts') && !path.startsWith(`${core}platform/`),
)
const texts = new Map(
  await Promise.all(sources.map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const)),
)
const functions = [...texts].flatMap(([path, text]) => functionsOf(path, text))
const byName = Map.groupBy(functions, ({ name }) => name)

/** Functions and constants at the top of a file; what stands inside belongs to them. */
function functionsOf(path: string, text: string): CalledBy[] {
  const statements = parseSync(path, text).program.body as unknown as Node[]
  return statements.flatMap((statement) => {
    const declared = isNode(statement['declaration']) ? statement['declaration'] : statement
    const list = declared.type === 'VariableDeclaration' ? (declared['declarations'] as Node[]) : [declared]
    return list.flatMap((one) => {
      const name = nameOf(one['id'])
      return name === null ? [] : [{ path, name, exported: declared !== statement, calls: callsIn(one) }]
    })
  })
}

function callsIn(node: unknown): CalledBy['calls'] {
  if (Array.isArray(node)) return node.flatMap(callsIn)
  if (!isNode(node)) return []
  const inside = Object.values(node).flatMap(callsIn)
  if (node.type !== 'CallExpression') return inside
  const callee = node['callee'] as Node
  const method = callee.type === 'MemberExpression'
  const name = nameOf(method ? callee['property'] : callee)
  const [first] = node['arguments'] as unknown[]
  return name === null ? inside : [{ name, method, firstArgument: nameOf(first) }, ...inside]
}

/** Whether a function, or one that it calls, records a change. */
function records({ name, calls }: CalledBy, seen = new Set<string>()): boolean {
  if (seen.has(name)) return false
  seen.add(name)
  return calls.some(
    (call) =>
      (call.method && call.name === 'audit') ||
      (!call.method && (byName.get(call.name) ?? []).some((called) => records(called, seen))),
  )
}

const writes = functions.filter(({ calls }) =>
  calls.some(({ name, firstArgument }) => name === 'transaction' && firstArgument === 'caller'),
)

/** Whether a function checks a scope, or else every function of its file that calls it. */
function checksScope({ path, name, exported, calls }: CalledBy): boolean {
  if (calls.some((call) => /^assert(Scope|EveryScope|May)/.test(call.name))) return true
  if (exported) return false
  const callers = functions.filter((one) => one.path === path && one.calls.some((call) => call.name === name))
  return callers.length > 0 && callers.every(checksScope)
}

/** The operations that ask Meta for a change by these have checked the scope of it. */
const behindChecks = new Set(['attemptAndRecord', 'attemptChange'])

test('a write on behalf of a caller checks a scope', () => {
  assert.ok(writes.length > 40, 'writes are found at all')
  const unchecked = writes.filter((one) => !checksScope(one) && !behindChecks.has(one.name))
  assert.deepEqual(
    unchecked.map(({ path, name }) => `${path}: ${name}`),
    [],
  )
})

/**
 * They change nothing that an account has: a delivery is repeated, the payment provider's customer is kept to pay later,
 * templates are read again, a person's messages count as read, and a message that waits or has failed goes on or not,
 * which its timeline shows. An answer from the inbox is a message, and a draft is nobody else's.
 */
const changeNothing = [
  'becomeCustomer',
  'beginReply',
  'cancelMessage',
  'endReply',
  'markConversationRead',
  'notifySession',
  'replayDelivery',
  'replayEvent',
  'retryMessage',
  'saveDraft',
  'syncSoon',
]

test('a write on behalf of a caller leaves an audit record', () => {
  const silent = writes.filter((one) => !records(one)).map(({ name }) => name)
  assert.deepEqual(silent.toSorted(), changeNothing)
})

/** What opens a transaction of its own all the same. */
const rawTransactions: Readonly<Record<string, number>> = {
  'events/event-log.ts': 2, // lies below tenancy, where callers are
  'messaging/messages/message-store.ts': 1, // reads for many accounts that wait, in one statement
  'messaging/messages/send/accept-batch.ts': 1, // accepting is hot: nothing is noted, and lanes are woken by what was stored
  'messaging/messages/send/accept-message.ts': 2, // the same; its commits are shared by many accounts, and hold prices
}

test('nothing above platform opens a transaction of its own', () => {
  const raw: Record<string, number> = {}
  for (const [path, text] of texts) {
    if (path === `${core}tenancy/unit-of-work.ts`) continue
    const count = [...text.matchAll(/\basAccounts\(|\bdb\.worker\.transaction\(|\bdb\.transaction\(/g)].length
    if (count > 0) raw[path.slice(core.length)] = count
  }
  assert.deepEqual(raw, rawTransactions)
})
