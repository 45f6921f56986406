import { Button } from '@dawk/ui/controls/button.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { SendChoices } from '#lib/templates/send-choices.ts'
import { freshStep, moveStep, replaceStep, type Step, type StepKind, stepKinds } from '../drip-draft.ts'
import { useStepNames } from '../drip-words.ts'
import { StepCard } from './step-card.tsx'

interface StepListProps {
  steps: readonly Step[]
  choices: SendChoices
  error: unknown
  onChange(steps: Step[]): void
}

let made = 0

/** The steps in their order. Each card keeps what is being typed in it when steps move or get another key. */
export function StepList({ steps, choices, error, onChange }: StepListProps) {
  const names = useStepNames()
  const [ids, setIds] = useState(() => steps.map(() => ++made))
  const add = (kind: StepKind) => {
    setIds([...ids, ++made])
    onChange([...steps, freshStep(kind, steps)])
  }
  const move = (place: number, by: -1 | 1) => {
    setIds(ids.toSpliced(place, 1).toSpliced(place + by, 0, ids[place] ?? 0))
    onChange(moveStep(steps, place, by))
  }
  const remove = (place: number) => {
    setIds(ids.toSpliced(place, 1))
    onChange(steps.toSpliced(place, 1))
  }
  return (
    <Stack gap="m">
      {steps.length === 0 && (
        <Text tone="secondary">
          <Trans>There are no steps yet. The first one is taken as soon as a person enters.</Trans>
        </Text>
      )}
      <Stack gap="m" as="ol">
        {steps.map((step, place) => (
          <StepCard
            key={ids[place]}
            step={step}
            place={place}
            steps={steps}
            choices={choices}
            error={error}
            onChange={(next) => onChange(replaceStep(steps, place, next))}
            onMove={(by) => move(place, by)}
            onRemove={() => remove(place)}
          />
        ))}
      </Stack>
      <Row>
        <ActionMenu
          trigger={
            <Button icon={<PlusIcon />}>
              <Trans>Add a step</Trans>
            </Button>
          }
          actions={stepKinds.map((kind) => ({ label: names[kind], onSelect: () => add(kind) }))}
        />
      </Row>
    </Stack>
  )
}
