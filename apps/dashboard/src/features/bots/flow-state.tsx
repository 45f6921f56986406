import { Badge } from '@dawk/ui/overlays/feedback.tsx'
import { Trans } from '@lingui/react/macro'
import type { FlowSummary } from './api/flows.ts'

type Shown = Pick<FlowSummary, 'archivedAt' | 'liveVersion' | 'enabled' | 'disabledReason'>

export function FlowState({ flow: { archivedAt, liveVersion, enabled, disabledReason } }: { flow: Shown }) {
  if (archivedAt !== null)
    return (
      <Badge>
        <Trans>Archived</Trans>
      </Badge>
    )
  if (liveVersion === null)
    return (
      <Badge>
        <Trans>Draft</Trans>
      </Badge>
    )
  if (enabled)
    return (
      <Badge tone="success">
        <Trans>Live</Trans>
      </Badge>
    )
  return (
    <Badge tone={disabledReason === null ? 'warning' : 'danger'}>
      <Trans>Off</Trans>
    </Badge>
  )
}
