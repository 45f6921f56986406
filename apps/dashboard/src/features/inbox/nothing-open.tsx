import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Empty } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'

export function NothingOpen() {
  const { t } = useLingui()
  return (
    <Stack grow justify="center">
      <Empty title={t`Choose a conversation`}>
        <Trans>What was said opens here. Move with j and k, answer with r.</Trans>
      </Empty>
    </Stack>
  )
}
