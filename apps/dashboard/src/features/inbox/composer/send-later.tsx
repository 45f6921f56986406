import { IconButton } from '@dawk/ui/controls/button.tsx'
import { ClockIcon } from '@dawk/ui/icons.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { useLingui } from '@lingui/react/macro'
import { formatMoment } from '#lib/format.ts'

interface SendLaterProps {
  disabled: boolean
  onChoose(sendAt: string): void
}

const morning = 9

/** In an hour, tomorrow morning, on Monday morning: by the clock of who writes. */
export function SendLater({ disabled, onChoose }: SendLaterProps) {
  const { t } = useLingui()
  const choices = [
    { label: t`In an hour`, at: inHours(1) },
    { label: t`Tomorrow morning`, at: morningIn(1) },
    { label: t`Monday morning`, at: morningIn((8 - new Date().getDay()) % 7 || 7) },
  ]
  return (
    <ActionMenu
      trigger={
        <IconButton label={t`Send later`} disabled={disabled}>
          <ClockIcon />
        </IconButton>
      }
      actions={choices.map(({ label, at }) => ({
        label: `${label} · ${formatMoment(at.toISOString())}`,
        onSelect: () => onChoose(at.toISOString()),
      }))}
    />
  )
}

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)

function morningIn(days: number): Date {
  const at = new Date()
  at.setDate(at.getDate() + days)
  at.setHours(morning, 0, 0, 0)
  return at
}
