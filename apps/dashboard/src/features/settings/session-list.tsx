import { Button } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useAction } from '#lib/client/use-action.ts'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { endOtherSessions, endSession, type OwnSession, sessionsQuery } from './api/sessions.ts'

export function SessionList() {
  const { t } = useLingui()
  const { rows } = usePages<OwnSession>(sessionsQuery)
  const refresh = [['sessions']]
  const end = useAction({ run: (id: string) => endSession(id), done: t`The session has ended`, refresh })
  const endOthers = useAction({ run: endOtherSessions, done: t`Your other sessions have ended`, refresh })
  return (
    <Stack gap="m">
      <Table
        label={t`Sessions`}
        items={rows}
        keyOf={({ id }) => id}
        columns={[
          { head: t`Browser`, cell: ({ userAgent }) => <Text size="s">{userAgent ?? t`unknown`}</Text> },
          { head: t`From`, cell: ({ ip }) => ip },
          { head: t`Last seen`, cell: ({ lastSeenAt }) => formatMoment(lastSeenAt) },
          {
            head: '',
            end: true,
            cell: ({ id, current }) =>
              current ? (
                <Badge tone="success">
                  <Trans>this one</Trans>
                </Badge>
              ) : (
                <Button size="small" onClick={() => end.mutate(id)}>
                  <Trans>End</Trans>
                </Button>
              ),
          },
        ]}
      />
      {rows.length > 1 && (
        <Row justify="end">
          <Button busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            <Trans>End all others</Trans>
          </Button>
        </Row>
      )}
    </Stack>
  )
}
