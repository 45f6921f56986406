import type { NodeData } from '../../flow/nodes/node-catalogue.ts'
import { renderTemplate } from '../../values/template.ts'
import { ahead, exit, type Outcome, type SessionRun, valuesOf } from '../run.ts'

const hourSeconds = 3600
const usualHours = 24

export function conversationChange(run: SessionRun, data: NodeData<'conversation'>): Outcome {
  run.actions.push({ kind: 'conversation', ...data })
  return exit('ok', { ...data })
}

/** The bot is off from here on, and the conversation is open for people. */
export function handOver(
  run: SessionRun,
  { assignee, teamId, hours = usualHours, note }: NodeData<'handover'>,
): Outcome {
  if (note !== undefined) run.actions.push({ kind: 'note', text: renderTemplate(note, valuesOf(run)) })
  run.actions.push(
    {
      kind: 'conversation',
      status: 'open',
      ...(assignee !== undefined && { assignee }),
      ...(teamId !== undefined && { teamId }),
    },
    { kind: 'pause', until: ahead(run, hours * hourSeconds), reason: 'handover' },
  )
  return { kind: 'end', state: 'handed_over', output: { hours } }
}
