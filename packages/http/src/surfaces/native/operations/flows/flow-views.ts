import type { Flow, FlowVersion } from '@dawk/core/engagement/bots/flow.ts'
import type { ShownSession } from '@dawk/core/engagement/bots/turns/session-store.ts'
import type { TraceLine } from '@dawk/core/engagement/bots/turns/trace-store.ts'

export const toSummary = ({ draft: _, liveVersionId: __, liveNumber: liveVersion, ...flow }: Flow) => ({
  ...flow,
  liveVersion,
})

export const toFlowView = (flow: Flow) => ({ ...toSummary(flow), spec: flow.draft as Record<string, unknown> })

export const toVersionSummary = ({ spec: _, report: { warnings, tests }, ...version }: FlowVersion) => ({
  ...version,
  warnings: [...warnings],
  tests: [...tests],
})

export const toVersionView = (version: FlowVersion) => ({
  ...toVersionSummary(version),
  spec: version.spec as unknown as Record<string, unknown>,
})

export const toSessionView = (session: ShownSession) => {
  const { stack: _, vars, wait, rev: turns, rootFlowId: flowId, gathers: __, depth: ___, ...rest } = session
  return {
    ...{ ...rest, flowId, turns, values: { ...vars }, event: { ...session.event } },
    waitsFor: wait?.kind ?? null,
    waitsUntil: wait?.until ?? null,
  }
}

export const toStepView = ({ id, rev: turn, versionId, node, kind, exit, output, error, at }: TraceLine) => ({
  ...{ id, turn, versionId, node, kind, exit, error, at },
  output: output && { ...output },
})
