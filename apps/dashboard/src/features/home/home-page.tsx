import { Grid, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading } from '@dawk/ui/layout/text.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMay, useSession } from '#lib/session/session.ts'
import { NumberCards } from './number-cards.tsx'
import { RecentFailures } from './recent-failures.tsx'
import { WaitingCards } from './waiting-cards.tsx'

/** What needs somebody, on one page. */
export function HomePage() {
  const { t } = useLingui()
  const may = useMay()
  const { member } = useSession()
  return (
    <Page title={t`Hello, ${member.name}`} lead={<Trans>What needs attention now.</Trans>}>
      {may('conversations:read') && <WaitingCards />}
      {may('numbers:read') && (
        <Stack gap="s">
          <Heading>
            <Trans>Numbers</Trans>
          </Heading>
          <Grid cell="m">
            <NumberCards />
          </Grid>
        </Stack>
      )}
      {may('messages:read') && <RecentFailures />}
    </Page>
  )
}
