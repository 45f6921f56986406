import { Button, TextLink } from '@dawk/ui/controls/button.tsx'
import { Pairs, Table } from '@dawk/ui/data/table.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { SidePanel } from '@dawk/ui/overlays/dialog.tsx'
import { Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useAction } from '#lib/client/use-action.ts'
import { formatMoment, formatRecent } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { takeOut } from '../api/change-drip.ts'
import { enrollmentQuery } from '../api/drips.ts'
import { useEndReasons, useOutcomeWords, usePeopleStates } from '../drip-words.ts'

interface PersonPanelProps {
  dripId: string
  enrollmentId: string
  onClose(): void
}

/** One person's way through a drip. */
export function PersonPanel({ dripId, enrollmentId, onClose }: PersonPanelProps) {
  const { t } = useLingui()
  const mayWrite = useMay()('automations:write')
  const states = usePeopleStates()
  const reasons = useEndReasons()
  const words = useOutcomeWords()
  const { data: person } = useQuery(enrollmentQuery(dripId, enrollmentId))
  const leave = useAction({
    run: () => takeOut(dripId, enrollmentId),
    done: t`The person gets nothing more from it`,
    refresh: [['drips']],
  })
  return (
    <SidePanel title={person?.contactName ?? t`Person`} open onClose={onClose} closeLabel={t`Close`}>
      {!person && <Skeleton rows={5} label={t`Loading`} />}
      {person && (
        <Stack gap="m">
          <Pairs
            pairs={[
              [t`State`, states[person.state]],
              [t`Why it ended`, person.reason && (reasons[person.reason] ?? person.reason)],
              [t`Goal`, person.goal],
              [t`Step`, person.state === 'active' ? person.step : null],
              [t`Goes on`, person.state === 'active' ? formatMoment(person.dueAt) : null],
              [t`Messages`, person.sent.toLocaleString()],
              [t`Version`, String(person.version)],
              [t`Entered`, formatMoment(person.enrolledAt)],
              [t`Ended`, person.endedAt && formatMoment(person.endedAt)],
            ]}
          />
          {person.steps.length > 0 && (
            <Table
              label={t`Steps`}
              items={person.steps}
              keyOf={({ seq }) => String(seq)}
              columns={[
                { head: t`Step`, cell: ({ step }) => step },
                {
                  head: t`What it came to`,
                  cell: ({ outcome, code }) => (code === null ? words(outcome) : `${words(outcome)} (${code})`),
                },
                { head: t`Time`, cell: ({ at }) => formatRecent(at) },
              ]}
            />
          )}
          <Row justify="between" gap="s" wrap>
            <TextLink href={`/app/contacts/${person.contactId}`}>
              <Trans>Open the contact</Trans>
            </TextLink>
            {mayWrite && person.state === 'active' && (
              <Button busy={leave.isPending} onClick={() => leave.mutate()}>
                <Trans>Take out</Trans>
              </Button>
            )}
          </Row>
        </Stack>
      )}
    </SidePanel>
  )
}
