import { Table } from '@dawk/ui/data/table.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Notice, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { Schemas } from '#lib/client/client.ts'
import { useErrorWords } from '#lib/client/use-action.ts'
import { formatPhone } from '#lib/format.ts'
import { personName } from '#lib/person-name.ts'

interface Found {
  count: number
  countIsExact: boolean
  sample: readonly unknown[]
  explain: readonly { path: string; matches: number; isExact: boolean }[]
}

interface PreviewPanelProps {
  found: Found | undefined
  error: unknown
  isFetching: boolean
}

/** Whom the filter finds now, and what each condition finds by itself. */
export function PreviewPanel({ found: preview, error, isFetching }: PreviewPanelProps) {
  const { t } = useLingui()
  const words = useErrorWords()
  if (error) return <Notice tone="danger">{words(error).message}</Notice>
  if (!preview) return isFetching ? <Skeleton rows={3} label={t`Loading`} /> : null
  const people = preview.sample as readonly Schemas['ContactSummary'][]
  return (
    <Stack gap="m">
      <Heading>
        <Plural value={preview.count} one="# person" other="# people" />
      </Heading>
      {!preview.countIsExact && (
        <Notice tone="warning">
          <Trans>Counting took too long: this is an estimate.</Trans>
        </Notice>
      )}
      <Explanation explain={preview.explain} />
      {people.length > 0 && (
        <Table
          label={t`Some of them`}
          items={people}
          keyOf={({ id }) => id}
          columns={[
            { head: t`Name`, cell: (contact) => personName(contact) },
            { head: t`Number`, cell: ({ phone }) => (phone === null ? '' : formatPhone(phone)) },
          ]}
        />
      )}
    </Stack>
  )
}

/** The condition that finds fewest is the one to look at first. */
function Explanation({ explain }: Pick<Found, 'explain'>) {
  const { t } = useLingui()
  const fewest = Math.min(...explain.map(({ matches }) => matches))
  if (explain.length < 2) return null
  return (
    <Table
      label={t`What each condition finds by itself`}
      items={explain}
      keyOf={({ path }) => path}
      columns={[
        {
          head: t`Condition`,
          cell: ({ path, matches }) => (
            <Text strong={matches === fewest}>{Number(/\d+/.exec(path)?.[0] ?? 0) + 1}</Text>
          ),
        },
        {
          head: t`Finds by itself`,
          cell: ({ matches, isExact }) => (
            <Text numbers strong={matches === fewest}>
              {isExact ? '' : '≈ '}
              {matches}
            </Text>
          ),
          end: true,
        },
      ]}
    />
  )
}
