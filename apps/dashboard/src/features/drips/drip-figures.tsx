import { Bars } from '@dawk/ui/data/bars.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Box, Grid, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading } from '@dawk/ui/layout/text.tsx'
import { Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { record, text } from '#lib/data/json.ts'
import { formatShare } from '#lib/format.ts'
import { type Drip, type Statistics, statisticsQuery } from './api/drips.ts'
import type { StepKind } from './drip-draft.ts'
import { useEndReasons, useOutcomeWords, usePeopleStates, useStepNames } from './drip-words.ts'

const sum = (counts: readonly { count: number }[]) => counts.reduce((total, { count }) => total + count, 0)

/** Where everybody stands, why people have left, and what each step came to. */
export function DripFigures({ drip }: { drip: Drip }) {
  const { t } = useLingui()
  const { data } = useQuery(statisticsQuery(drip.id))
  if (!data) return <Skeleton rows={5} label={t`Loading`} />
  if (data.people.length === 0) return <Empty title={t`Nobody has entered yet`} />
  return (
    <Stack gap="m">
      <Grid cell="l">
        <PeopleBars people={data.people} />
        <ReasonBars people={data.people} />
      </Grid>
      <StepTable drip={drip} statistics={data} />
    </Stack>
  )
}

function PeopleBars({ people }: Pick<Statistics, 'people'>) {
  const { t } = useLingui()
  const states = usePeopleStates()
  const whole = sum(people)
  return (
    <Box surface="card" padding="m">
      <Heading>
        <Trans>Progress</Trans>
      </Heading>
      <Bars
        label={t`Progress`}
        whole={whole}
        bars={(['active', 'completed', 'exited', 'failed'] as const).map((state) => {
          const value = sum(people.filter((one) => one.state === state))
          return { name: states[state], value, shown: formatShare(value, whole) }
        })}
      />
    </Box>
  )
}

function ReasonBars({ people }: Pick<Statistics, 'people'>) {
  const { t } = useLingui()
  const reasons = useEndReasons()
  const ended = people.filter(({ reason }) => reason !== null)
  const whole = sum(ended)
  if (ended.length === 0) return null
  return (
    <Box surface="card" padding="m">
      <Heading>
        <Trans>Why it ended</Trans>
      </Heading>
      <Bars
        label={t`Why it ended`}
        whole={whole}
        bars={ended.map(({ reason, count }) => ({
          name: reasons[reason ?? ''] ?? reason ?? '',
          value: count,
          shown: formatShare(count, whole),
        }))}
      />
    </Box>
  )
}

/** In the order of the draft; steps that it does not have any more come last. */
function StepTable({ drip, statistics: { people, steps } }: { drip: Drip; statistics: Statistics }) {
  const { t } = useLingui()
  const names = useStepNames()
  const words = useOutcomeWords()
  const kinds = new Map(drip.steps.map((step) => [text(record(step)['key']), text(record(step)['kind']) as StepKind]))
  const counted = [...steps, ...people].flatMap(({ step }) => (step === null ? [] : [step]))
  const keys = [...new Set([...kinds.keys(), ...counted])]
  return (
    <Table
      label={t`Steps`}
      items={keys}
      keyOf={(key) => key}
      columns={[
        { head: t`Step`, cell: (key) => key },
        { head: t`Kind`, cell: (key) => names[kinds.get(key) as StepKind] ?? '' },
        {
          head: t`Are there now`,
          cell: (key) => sum(people.filter(({ step }) => step === key)).toLocaleString(),
        },
        {
          head: t`What it came to`,
          cell: (key) =>
            steps
              .filter(({ step }) => step === key)
              .map(({ outcome, count }) => `${words(outcome)} ${count.toLocaleString()}`)
              .join(', '),
        },
      ]}
    />
  )
}
