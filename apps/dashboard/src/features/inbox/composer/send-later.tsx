import { IconButton } from '@dawk/ui/controls/button.tsx'
import { ClockIcon } from '@dawk/ui/icons.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { useLingui } from '@lingui/react/macro'
import { useTimes } from '../times.ts'

interface SendLaterProps {
  disabled: boolean
  onChoose(sendAt: string): void
}

export function SendLater({ disabled, onChoose }: SendLaterProps) {
  const { t } = useLingui()
  const times = useTimes()
  return (
    <ActionMenu
      trigger={
        <IconButton label={t`Send later`} disabled={disabled}>
          <ClockIcon />
        </IconButton>
      }
      actions={times.map(({ label, at }) => ({ label, onSelect: () => onChoose(at.toISOString()) }))}
    />
  )
}
