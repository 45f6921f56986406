import { Button } from '@dawk/ui/controls/button.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Empty, Notice, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Schemas } from '#lib/client/client.ts'
import { nodeOf, type Problem } from './problems.ts'

type Validation = Schemas['FlowValidation']

interface ProblemsPanelProps {
  validation: Validation | undefined
  onSelect(id: string): void
}

/** What keeps the draft from being published, what was noticed, and the tests of the flow. */
export function ProblemsPanel({ validation, onSelect }: ProblemsPanelProps) {
  const { t } = useLingui()
  if (!validation) return <Skeleton rows={3} label={t`Loading`} />
  const { errors, warnings, tests } = validation
  const failed = tests.filter(({ passed }) => !passed)
  if (errors.length + warnings.length + failed.length === 0) return <Empty title={t`Nothing is wrong with it`} />
  return (
    <Stack gap="s">
      {errors.map((one) => (
        <Finding key={one.field + one.message} tone="danger" problem={one} onSelect={onSelect} />
      ))}
      {warnings.map((one) => (
        <Finding key={one.field + one.message} tone="warning" problem={one} onSelect={onSelect} />
      ))}
      {failed.map(({ name, problem }) => (
        <Notice key={name} tone="danger">
          <Trans>
            The test {name} does not pass: {problem}
          </Trans>
        </Notice>
      ))}
    </Stack>
  )
}

interface FindingProps {
  tone: 'danger' | 'warning'
  problem: Problem
  onSelect(id: string): void
}

function Finding({ tone, problem, onSelect }: FindingProps) {
  const id = nodeOf(problem)
  return (
    <Notice
      tone={tone}
      {...(id !== null && {
        action: (
          <Button size="small" onClick={() => onSelect(id)}>
            <Trans>Show {id}</Trans>
          </Button>
        ),
      })}
    >
      <Text as="span" mono>
        {problem.field}
      </Text>{' '}
      {problem.message}
    </Notice>
  )
}
