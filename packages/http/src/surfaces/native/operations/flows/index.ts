import { createFlow } from './create-flow.ts'
import { getFlow } from './get-flow.ts'
import { getFlowSession } from './get-flow-session.ts'
import { getFlowStats } from './get-flow-stats.ts'
import { getFlowVersion } from './get-flow-version.ts'
import { listFlowNodes } from './list-flow-nodes.ts'
import { listFlowSessionSteps } from './list-flow-session-steps.ts'
import { listFlowSessions } from './list-flow-sessions.ts'
import { listFlowTriggers } from './list-flow-triggers.ts'
import { listFlowVersions } from './list-flow-versions.ts'
import { listFlows } from './list-flows.ts'
import { pauseBots } from './pause-bots.ts'
import { publishFlow } from './publish-flow.ts'
import { simulateFlow } from './simulate-flow.ts'
import { startFlowSession } from './start-flow-session.ts'
import { stopFlowSession } from './stop-flow-session.ts'
import { tellFlowSession } from './tell-flow-session.ts'
import { updateFlow } from './update-flow.ts'
import { validateFlow } from './validate-flow.ts'

export const flows = {
  listFlows,
  getFlow,
  createFlow,
  updateFlow,
  validateFlow,
  simulateFlow,
  publishFlow,
  listFlowVersions,
  getFlowVersion,
  getFlowStats,
  listFlowNodes,
  listFlowTriggers,
  startFlowSession,
  listFlowSessions,
  getFlowSession,
  listFlowSessionSteps,
  stopFlowSession,
  tellFlowSession,
  pauseBots,
}
