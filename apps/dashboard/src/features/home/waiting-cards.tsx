import { TextLink } from '@dawk/ui/controls/button.tsx'
import { Box, Grid, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useSession } from '#lib/session/session.ts'
import { countQuery } from './api/counts.ts'

/** How many conversations wait; beyond a page, "more than". */
export function WaitingCards() {
  const { t } = useLingui()
  const { member } = useSession()
  return (
    <Grid cell="s">
      <CountCard label={t`Unread`} view="unread" filters={{ status: 'open', unread: true }} />
      <CountCard label={t`Mine`} view="mine" filters={{ status: 'open', assignee: member.id }} />
      <CountCard label={t`Unassigned`} view="nobody" filters={{ status: 'open', assignee: '' }} />
    </Grid>
  )
}

interface CountCardProps {
  label: string
  view: string
  filters: Parameters<typeof countQuery>[0]
}

function CountCard({ label, view, filters }: CountCardProps) {
  const { data: count } = useQuery(countQuery(filters))
  return (
    <Box surface="card" padding="m">
      <Stack gap="xs">
        <Text size="xxl" strong numbers>
          {count ?? '…'}
        </Text>
        <TextLink href={`/app/inbox?view=${view}`}>{label}</TextLink>
      </Stack>
    </Box>
  )
}
