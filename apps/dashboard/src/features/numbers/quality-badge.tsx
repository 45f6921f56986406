import { Badge, type Tone } from '@dawk/ui/overlays/feedback.tsx'
import { useLingui } from '@lingui/react/macro'

const tones: Readonly<Record<string, Tone>> = { GREEN: 'success', YELLOW: 'warning', RED: 'danger' }

/** Meta's own grade of a number, in words as well as in colour. */
export function QualityBadge({ quality }: { quality: string | null }) {
  const { t } = useLingui()
  const words: Readonly<Record<string, string>> = { GREEN: t`high`, YELLOW: t`medium`, RED: t`low` }
  if (quality === null) return null
  return <Badge tone={tones[quality] ?? 'neutral'}>{words[quality] ?? quality.toLowerCase()}</Badge>
}
