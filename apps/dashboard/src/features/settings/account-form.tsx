import { Button } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { Pairs } from '@dawk/ui/data/table.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { useMay } from '#lib/session/session.ts'
import { accountQuery, renameAccount } from './api/account.ts'

export function AccountForm() {
  const { t } = useLingui()
  const may = useMay()
  const { data: account } = useSuspenseQuery(accountQuery)
  const [name, setName] = useState(account.name)
  const rename = useAction({
    run: () => renameAccount(name.trim()),
    done: t`The account is renamed`,
    refresh: [['account'], ['session']],
  })
  const { limits } = account
  return (
    <Stack gap="m">
      {may('account:write') && (
        <Row gap="s" align="end">
          <Box grow width="narrow">
            <TextField label={t`Name`} value={name} onChange={setName} />
          </Box>
          <Button
            disabled={name.trim() === '' || name.trim() === account.name}
            busy={rename.isPending}
            onClick={() => rename.mutate()}
          >
            <Trans>Save</Trans>
          </Button>
        </Row>
      )}
      <Pairs
        pairs={[
          [t`Id`, account.id],
          [t`E-mail address`, account.email],
          [t`Plan`, account.plan],
          [t`Requests a minute`, limits.requestsPerMinute ?? t`unlimited`],
          [t`Quota`, limits.quota === null ? t`unlimited` : `${limits.quota.requests} / ${limits.quota.per}`],
        ]}
      />
    </Stack>
  )
}
