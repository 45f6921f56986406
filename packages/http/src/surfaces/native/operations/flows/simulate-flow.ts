import { assertDocument } from '@dawk/core/engagement/bots/publish-flow.ts'
import { runTranscript } from '@dawk/core/engagement/bots/testing/run-transcript.ts'
import { newId } from '@dawk/core/platform/ids.ts'
import { operation } from '#operations/operation.ts'
import { SimulateBody, SimulationView } from '../../schemas/flow-schemas.ts'

export const simulateFlow = operation({
  route: 'POST /flows/simulate',
  tag: 'Flows',
  scope: 'automations:read',
  cost: 5,
  summary: 'Simulate a flow',
  description:
    'Plays a transcript with the engine that runs in production, on a clock of its own: nothing is sent and nothing is stored. The messages are exactly what would leave.',
  body: SimulateBody,
  reply: { 200: SimulationView },
  async handle({ body: { spec, transcript } }) {
    const flow = { flowId: newId(), versionId: newId(), number: 0, name: 'simulation', spec: assertDocument(spec) }
    const { passed, problems, lines, session } = await runTranscript(flow, transcript)
    return {
      ...{
        passed,
        problems: problems.map(({ line, message, unexpected = false }) => ({ line, message, unexpected })),
        session: session && { ...session, vars: { ...session.vars } },
      },
      lines: lines.map(({ line, sends, steps }) => ({
        line,
        sends: sends.map((content) => ({ ...content })),
        steps: steps.map(({ node, kind, exit, output, error }) => ({
          node,
          kind,
          exit,
          output: output && { ...output },
          error,
        })),
      })),
    }
  },
})
