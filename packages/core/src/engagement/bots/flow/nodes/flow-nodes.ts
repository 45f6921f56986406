import { choice, openObject, optional, text } from '@dawk/cloud-api/content/schema.ts'
import { nodeKind, or, templated, to, variable } from './node-kind.ts'

export const flowNodes = {
  run_flow: nodeKind('flow', 'Runs another flow and comes back with its result', {
    data: {
      flowId: text(64, { description: 'Our id of the flow; its live version runs.' }),
      values: optional(openObject('Values of the session that it begins with; texts may hold {{ … }}.')),
      saveAs: optional(variable('Its result becomes this value of the session.')),
    },
    exits: () => [to('ok'), or('error', 'end:failed')],
  }),
  end: nodeKind('flow', 'Ends the flow', {
    data: {
      outcome: optional(choice(['completed', 'failed'])),
      result: optional(templated(1000, 'What it came to, for reports and for a flow that ran it.')),
    },
    exits: () => [],
  }),
}
