import { CopyText } from '@dawk/ui/data/code.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Trans, useLingui } from '@lingui/react/macro'

/** The link is shown once; it is mailed, too, where this host sends mail. */
export function InvitationLink({ link, onClose }: { link: string; onClose(): void }) {
  const { t } = useLingui()
  return (
    <Dialog open title={t`The link of the invitation`} onClose={onClose} closeLabel={t`Close`}>
      <Stack gap="m">
        <Text>
          <Trans>Send it to the person you invite, and to nobody else. It is shown here once.</Trans>
        </Text>
        <CopyText text={link} copyLabel={t`Copy`} copiedLabel={t`Copied`} />
      </Stack>
    </Dialog>
  )
}
