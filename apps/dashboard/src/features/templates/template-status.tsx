import { Badge, type Tone } from '@dawk/ui/overlays/feedback.tsx'

const tones: Readonly<Record<string, Tone>> = {
  APPROVED: 'success',
  PENDING: 'info',
  IN_APPEAL: 'info',
  REJECTED: 'danger',
  DISABLED: 'danger',
  PAUSED: 'warning',
}

/** Meta's own word. */
export const TemplateStatus = ({ status }: { status: string }) => (
  <Badge tone={tones[status] ?? 'neutral'}>{status.toLowerCase().replaceAll('_', ' ')}</Badge>
)
