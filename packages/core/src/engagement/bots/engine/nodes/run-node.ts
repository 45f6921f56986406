import type { FlowNode, NodeOf } from '../../flow/nodes/node-catalogue.ts'
import { holds, type Judgement } from '../../values/condition.ts'
import { renderTemplate, renderWithin } from '../../values/template.ts'
import { ahead, exit, type Outcome, type SessionRun, valuesOf } from '../run.ts'
import { calculate, lookUp, makeCode, setValues } from './data.ts'
import { conversationChange, handOver } from './people.ts'
import { ask, offerChoice, send } from './say.ts'
import { isOpen, nextOpening, waitFor } from './times.ts'

const daySeconds = 86_400
/** Longer than any call outside takes, with all its attempts. */
const effectSeconds = 600

/** Does what a node says, or says what it waits for. */
export async function runNode(run: SessionRun, node: FlowNode, id: string): Promise<Outcome> {
  switch (node.kind) {
    case 'send_text':
    case 'send_media':
    case 'send_buttons':
    case 'send_list':
    case 'send_link':
    case 'send_template':
    case 'send_message':
      return send(run, node, id)
    case 'ask':
      return ask(run, node, id)
    case 'choice':
      return offerChoice(run, node, id)
    case 'wait':
      return waitFor(run, node.data)
    case 'wait_reply':
      return { kind: 'wait', wait: { kind: 'reply', until: ahead(run, node.data.timeoutSeconds ?? daySeconds) } }
    case 'wait_event':
      return {
        kind: 'wait',
        wait: { kind: 'event', name: node.data.name, until: ahead(run, node.data.timeoutSeconds ?? 7 * daySeconds) },
      }
    case 'wait_status':
      return {
        kind: 'wait',
        wait: {
          kind: 'status',
          status: node.data.status,
          messageId: null,
          until: ahead(run, node.data.timeoutSeconds ?? daySeconds),
        },
      }
    case 'wait_hours': {
      const opens = nextOpening(run, node.data)
      return opens === null ? exit('ok') : { kind: 'wait', wait: { kind: 'time', until: opens } }
    }
    case 'http':
    case 'ai_reply':
    case 'ai_classify':
    case 'ai_extract':
      run.effect = { kind: node.kind === 'http' ? 'http' : 'ai', node: id }
      return { kind: 'wait', wait: { kind: 'effect', until: ahead(run, effectSeconds) } }
    case 'run_flow':
      return runFlow(run, node)
    default:
      return runAtOnce(run, node)
  }
}

type AtOnce = Extract<
  FlowNode,
  {
    kind:
      | 'condition'
      | 'switch'
      | 'split'
      | 'hours'
      | 'set'
      | 'calculate'
      | 'lookup'
      | 'code'
      | 'contact'
      | 'signal'
      | 'conversation'
      | 'note'
      | 'handover'
      | 'end'
  }
>

function runAtOnce(run: SessionRun, node: AtOnce): Outcome {
  const values = valuesOf(run)
  switch (node.kind) {
    case 'condition': {
      const judged: Judgement[] = []
      return exit(String(holds(node.data.if, values, judged)), { judged })
    }
    case 'switch':
      return chooseCase(run, node)
    case 'split':
      return split(run, node)
    case 'hours':
      return exit(isOpen(run, node.data) ? 'open' : 'closed')
    case 'set':
      return setValues(run, node.data)
    case 'calculate':
      return calculate(run, node.data)
    case 'lookup':
      return lookUp(run, node.data)
    case 'code':
      return makeCode(run, node.data)
    case 'contact': {
      const { attributes = {}, tags = [], untag = [], name, language } = renderWithin(node.data, values)
      run.actions.push({
        kind: 'contact',
        attributes,
        tags,
        untag,
        ...(name && { name }),
        ...(language && { language }),
      })
      return exit('ok', { attributes: Object.keys(attributes), tags, untag })
    }
    case 'signal': {
      run.actions.push({ kind: 'signal', name: node.data.name, values: renderWithin(node.data.values ?? {}, values) })
      return exit('ok', { name: node.data.name })
    }
    case 'conversation':
      return conversationChange(run, node.data)
    case 'note':
      run.actions.push({ kind: 'note', text: renderTemplate(node.data.text, values) })
      return exit('ok')
    case 'handover':
      return handOver(run, node.data)
    case 'end': {
      const { outcome = 'completed', result } = node.data
      return { kind: 'end', state: outcome, ...(result !== undefined && { result: renderTemplate(result, values) }) }
    }
  }
}

function chooseCase(run: SessionRun, { data }: NodeOf<'switch'>): Outcome {
  const judged: Judgement[] = []
  const branch = data.cases.find((one) => holds(one.if, valuesOf(run), judged))
  return exit(branch?.exit ?? 'default', { judged })
}

/** By the hash of contact and node, so that it can be repeated; else of the session and its turn. */
function split(run: SessionRun, { data: { parts, sticky = true } }: NodeOf<'split'>): Outcome {
  const { session, flow, ports } = run
  const seed = sticky
    ? `${session.contactId}:${flow.flowId}:${session.node}`
    : `${session.id}:${session.rev}:${session.node}`
  const all = parts.reduce((sum, { weight }) => sum + weight, 0)
  let left = ports.chance(seed) * all
  const part = parts.find(({ weight }) => {
    left -= weight
    return left < 0
  })
  return exit((part ?? parts[0])?.exit ?? 'default')
}

const deepest = 5

async function runFlow(run: SessionRun, { data }: NodeOf<'run_flow'>): Promise<Outcome> {
  if (run.session.stack.length >= deepest)
    return { ...exit('error'), error: `flows run one another ${deepest} deep` } as Outcome
  const flow = await run.ports.flow(data.flowId)
  if (!flow) return { ...exit('error'), error: 'there is no such flow, or it has no live version' } as Outcome
  const defaults = Object.entries(flow.spec.vars ?? {}).flatMap(([name, { default: value }]) =>
    value === undefined ? [] : [[name, value]],
  )
  return {
    kind: 'enter',
    flow,
    vars: { ...Object.fromEntries(defaults), ...renderWithin(data.values ?? {}, valuesOf(run)) },
  }
}
