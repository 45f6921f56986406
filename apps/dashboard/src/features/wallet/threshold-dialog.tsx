import { Button } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { setThresholds, type Wallet } from './api/wallet.ts'

/** Below which balance the account is told; empty: only when nothing is left. */
export function ThresholdDialog({ wallet, onClose }: { wallet: Wallet; onClose(): void }) {
  const { t } = useLingui()
  const words = useErrorWords()
  const [below, setBelow] = useState(wallet.thresholds[0]?.below ?? '')
  const save = useAction({
    run: () => setThresholds(wallet.currency, below.trim() === '' ? [] : [{ id: 'low', below: below.trim() }]),
    done: t`Saved`,
    refresh: [['wallet']],
    quiet: true,
    onDone: onClose,
  })
  return (
    <Dialog open title={t`Low balance`} onClose={onClose} closeLabel={t`Close`}>
      <Stack gap="m">
        <TextField
          label={t`Tell us below`}
          hint={t`In ${wallet.currency}, such as 500.00; empty: only when nothing is left.`}
          value={below}
          onChange={setBelow}
        />
        {save.error && <Notice tone="danger">{words(save.error).detail || words(save.error).message}</Notice>}
        <Row justify="end">
          <Button tone="primary" busy={save.isPending} onClick={() => save.mutate()}>
            <Trans>Save</Trans>
          </Button>
        </Row>
      </Stack>
    </Dialog>
  )
}
