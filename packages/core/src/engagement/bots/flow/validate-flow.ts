import { didYouMean } from '@dawk/cloud-api/content/did-you-mean.ts'
import { isObject, isStorable, storableRule } from '@dawk/cloud-api/json.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { type FlowSpec, specName } from './flow-spec.ts'
import { findIdleCycle, reachableFrom } from './graph.ts'
import { exitsOf, type FlowNode, isKind, kindNames, validatorOf } from './nodes/node-catalogue.ts'
import { validateTrigger } from './triggers.ts'

const maxNodes = 500
const maxTriggers = 50
const maxBytes = 512 * 1024
const maxProblems = 100
const idPattern = /^[a-z][a-z0-9_-]{0,63}$/i
const members = ['spec', 'start', 'nodes', 'triggers', 'vars', 'escapes', 'translations', 'tests', 'ui']

type Report = (field: string, message: string) => undefined

/** A document that has no problems, with the members that may be left out. */
export const toSpec = (document: unknown): FlowSpec => {
  const given = document as FlowSpec
  const nodes = Object.entries(given.nodes).map(([id, { kind, data = {}, exits = {} }]) => [id, { kind, data, exits }])
  return { ...given, nodes: Object.fromEntries(nodes) }
}

/**
 * Everything that keeps a document from running, each with the path of what is wrong. What it returns nothing for is a `FlowSpec`.
 * A draft may have problems; a version has none.
 */
export function validateFlow(document: unknown): FieldProblem[] {
  const problems: FieldProblem[] = []
  const report: Report = (field, message) => {
    if (problems.length < maxProblems) problems.push({ field, message })
  }
  if (!isObject(document)) return [{ field: 'spec', message: 'must be an object' }]
  const size = JSON.stringify(document).length
  if (size > maxBytes)
    return [{ field: 'spec', message: `must have at most ${maxBytes} characters as JSON, has ${size}` }]
  if (!isStorable(JSON.stringify(document))) report('spec', storableRule)
  for (const name of Object.keys(document))
    if (!members.includes(name)) report(name, `is not a known member${didYouMean(name, members)}`)
  if (document['spec'] !== specName)
    report('spec', `must be ${specName}, the format that this version knows; it is ${JSON.stringify(document['spec'])}`)
  checkNodes(document, report)
  checkTriggers(document['triggers'], report)
  checkEscapes(document, report)
  checkVars(document['vars'], report)
  checkTests(document['tests'], report)
  if (problems.length > 0) return problems
  checkTranslations(document as unknown as FlowSpec, report)
  checkPaths(document as unknown as FlowSpec, report)
  return problems
}

function checkNodes({ nodes, start }: Readonly<Record<string, unknown>>, report: Report): undefined {
  if (!isObject(nodes)) return report('nodes', 'must be an object of nodes by their id')
  const ids = Object.keys(nodes)
  if (ids.length === 0 || ids.length > maxNodes)
    return report('nodes', `must have 1 to ${maxNodes} nodes, has ${ids.length}`)
  if (typeof start !== 'string' || !Object.hasOwn(nodes, start))
    report('start', `must be the id of a node${typeof start === 'string' ? didYouMean(start, ids) : ''}`)
  for (const [id, node] of Object.entries(nodes)) {
    if (!idPattern.test(id))
      report(`nodes.${id.slice(0, 64)}`, 'must have an id of letters, digits, dashes and underscores, up to 64')
    checkNode(node, `nodes.${id.slice(0, 64)}`, { ids, report })
  }
}

function checkNode(node: unknown, at: string, { ids, report }: { ids: readonly string[]; report: Report }): undefined {
  if (!isObject(node)) return report(at, 'must be an object with kind, data and exits')
  const { kind, data = {}, exits = {} } = node
  for (const name of Object.keys(node))
    if (!['kind', 'data', 'exits'].includes(name)) report(`${at}.${name}`, 'is not a known member')
  if (!isKind(kind))
    return report(
      `${at}.kind`,
      `must be a kind of node${typeof kind === 'string' ? didYouMean(kind, kindNames) : ''}, got ${JSON.stringify(kind)?.slice(0, 100)}`,
    )
  const wrong = validatorOf(kind)(data, `${at}.data`)
  for (const { field, message } of wrong) report(field, message)
  if (!isObject(exits)) return report(`${at}.exits`, 'must be an object: the name of an exit and the id of a node')
  if (wrong.length === 0) checkExits({ kind, data, exits } as never, at, { ids, report })
}

function checkExits(
  node: FlowNode,
  at: string,
  { ids, report }: { ids: readonly string[]; report: Report },
): undefined {
  const known = exitsOf(node)
  const names = known.map(({ name }) => name)
  if (new Set(names).size < names.length) report(`${at}.data`, 'must not name an exit twice')
  for (const [name, target] of Object.entries(node.exits)) {
    if (!names.includes(name))
      report(`${at}.exits.${name.slice(0, 64)}`, `is no exit of this node: it has ${names.join(', ') || 'none'}`)
    else if (target !== null && (typeof target !== 'string' || !ids.includes(target)))
      report(
        `${at}.exits.${name}`,
        `must be the id of a node, or null to end the flow${typeof target === 'string' ? didYouMean(target, ids) : ''}`,
      )
  }
  for (const { name, fallback } of known)
    if (fallback === null && !Object.hasOwn(node.exits, name))
      report(`${at}.exits.${name}`, 'is required: the id of a node, or null to end the flow')
}

function checkTriggers(triggers: unknown, report: Report): undefined {
  if (triggers === undefined) return
  if (!Array.isArray(triggers) || triggers.length > maxTriggers)
    return report('triggers', `must be a list of at most ${maxTriggers} triggers`)
  for (const [place, trigger] of triggers.entries())
    for (const { field, message } of validateTrigger(trigger, `triggers.${place}`)) report(field, message)
}

function checkEscapes({ escapes, nodes }: Readonly<Record<string, unknown>>, report: Report): undefined {
  if (escapes === undefined) return
  if (!Array.isArray(escapes) || escapes.length > 20) return report('escapes', 'must be a list of at most 20 escapes')
  for (const [place, way] of escapes.entries()) {
    const { words, does } = isObject(way) ? way : {}
    const areWords = Array.isArray(words) && words.length > 0 && words.length <= 50
    if (!areWords || !words.every((word) => typeof word === 'string' && word.length <= 100))
      report(`escapes.${place}.words`, 'must be a list of 1 to 50 words')
    const target = typeof does === 'string' && does.startsWith('node:') ? does.slice(5) : null
    const isKnown =
      target === null
        ? ['end', 'restart', 'handover'].includes(String(does))
        : isObject(nodes) && Object.hasOwn(nodes, target)
    if (!isKnown) report(`escapes.${place}.does`, 'must be end, restart, handover or node: and the id of a node')
  }
}

function checkVars(vars: unknown, report: Report): undefined {
  if (vars === undefined) return
  if (!isObject(vars) || Object.keys(vars).length > 200)
    return report('vars', 'must be an object of at most 200 values')
  for (const [name, variable] of Object.entries(vars)) {
    const at = `vars.${name.slice(0, 64)}`
    if (!/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/.test(name)) report(at, 'must have a name of letters, digits and underscores')
    if (!isObject(variable)) report(at, 'must be an object with type, default and pii')
    else if (!['text', 'number', 'boolean', 'json', undefined].includes(variable['type'] as never))
      report(`${at}.type`, 'must be text, number, boolean or json')
  }
}

function checkTests(tests: unknown, report: Report): undefined {
  if (tests === undefined) return
  if (!isObject(tests) || Object.keys(tests).length > 100)
    return report('tests', 'must be an object of at most 100 transcripts by their name')
  for (const [name, text] of Object.entries(tests))
    if (typeof text !== 'string' || text.length > 20_000)
      report(`tests.${name.slice(0, 64)}`, 'must be a text of at most 20,000 characters')
}

/** A node in another language has the same exits. */
function checkTranslations({ translations, nodes }: FlowSpec, report: Report): undefined {
  for (const [language, byNode] of Object.entries(translations ?? {}))
    for (const [id, data] of Object.entries(byNode ?? {})) {
      const at = `translations.${language}.${id}`
      const node = nodes[id]
      if (!node || !isObject(data)) report(at, 'must be an object of members of a node of this flow')
      else {
        const wrong = validatorOf(node.kind)({ ...node.data, ...data }, at)
        for (const { field, message } of wrong) report(field, message)
        const exits = (one: FlowNode) =>
          exitsOf(one)
            .map(({ name }) => name)
            .join(' ')
        if (wrong.length === 0 && exits(node) !== exits({ ...node, data: { ...node.data, ...data } } as never))
          report(at, 'must leave the exits of the node as they are')
      }
    }
}

/** A way that leads back to itself without waiting for anybody would never end. */
function checkPaths(flow: FlowSpec, report: Report): undefined {
  const cycle = findIdleCycle(flow.nodes)
  if (cycle) report(`nodes.${cycle[0]}`, `leads back to itself without waiting: ${[...cycle, cycle[0]].join(' → ')}`)
  const reached = reachableFrom(flow)
  const lost = Object.keys(flow.nodes).filter((id) => !reached.has(id))
  for (const id of lost) report(`nodes.${id}`, 'is not reached from the start or from an escape')
}
