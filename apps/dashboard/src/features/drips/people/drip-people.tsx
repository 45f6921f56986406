import { Button } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { ViewBar } from '@dawk/ui/data/tabs.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { MoreButton } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { type Drip, type Enrollment, type PeopleState, peopleQuery } from '../api/drips.ts'
import { useEndReasons, usePeopleStates } from '../drip-words.ts'
import { EnrollDialog } from './enroll-dialog.tsx'
import { PersonPanel } from './person-panel.tsx'

/** Who is in a drip and who was, with where they stand. */
export function DripPeople({ drip }: { drip: Drip }) {
  const { t } = useLingui()
  const states = usePeopleStates()
  const mayWrite = useMay()('automations:write')
  const [state, setState] = useState<PeopleState | 'all'>('all')
  const [open, setOpen] = useState<string | null>(null)
  const [enrolling, setEnrolling] = useState(false)
  const people = usePages<Enrollment>(peopleQuery(drip.id, state === 'all' ? null : state))
  const mayEnroll = mayWrite && drip.version > 0 && drip.state !== 'archived'
  return (
    <Stack gap="m">
      <Row justify="between" gap="s" wrap>
        <ViewBar<PeopleState | 'all'>
          label={t`State`}
          value={state}
          tabs={[
            { value: 'all', label: t`All` },
            ...(['active', 'completed', 'exited', 'failed'] as const).map((value) => ({ value, label: states[value] })),
          ]}
          onChange={setState}
        />
        {mayEnroll && (
          <Button icon={<PlusIcon />} onClick={() => setEnrolling(true)}>
            <Trans>Let somebody in</Trans>
          </Button>
        )}
      </Row>
      {people.isPending && <Skeleton rows={5} label={t`Loading`} />}
      {!people.isPending && people.rows.length === 0 && <Empty title={t`Nobody is here`} />}
      {people.rows.length > 0 && <PeopleTable people={people.rows} onOpen={setOpen} />}
      <MoreButton pages={people} />
      {open !== null && <PersonPanel dripId={drip.id} enrollmentId={open} onClose={() => setOpen(null)} />}
      {enrolling && <EnrollDialog dripId={drip.id} onClose={() => setEnrolling(false)} />}
    </Stack>
  )
}

function PeopleTable({ people, onOpen }: { people: readonly Enrollment[]; onOpen(id: string): void }) {
  const { t } = useLingui()
  const states = usePeopleStates()
  const reasons = useEndReasons()
  return (
    <Table
      label={t`People`}
      items={people}
      keyOf={({ id }) => id}
      onOpen={({ id }) => onOpen(id)}
      columns={[
        { head: t`Name`, cell: ({ contactName }) => <Text strong>{contactName ?? t`Without a name`}</Text> },
        {
          head: t`State`,
          cell: ({ state, reason }) => (reason === null ? states[state] : (reasons[reason] ?? reason)),
        },
        { head: t`Step`, cell: ({ state, step }) => (state === 'active' ? step : '') },
        { head: t`Goes on`, cell: ({ state, dueAt }) => (state === 'active' ? formatMoment(dueAt) : '') },
        { head: t`Messages`, cell: ({ sent }) => sent.toLocaleString() },
        { head: t`Entered`, cell: ({ enrolledAt }) => formatMoment(enrolledAt) },
      ]}
    />
  )
}
