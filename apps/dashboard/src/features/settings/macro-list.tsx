import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { CloseIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { useAction } from '#lib/client/use-action.ts'
import { macrosQuery, type Steps } from '#lib/inbox/macros.ts'
import { StepsForm } from '#lib/inbox/steps-form.tsx'
import { useMay } from '#lib/session/session.ts'
import { createMacro, deleteMacro } from './api/macros.ts'

const refresh = [['macros']]

/** Steps that the team takes again and again. */
export function MacroList() {
  const { t } = useLingui()
  const mayChange = useMay()('conversations:write')
  const [isOpen, setIsOpen] = useState(false)
  const { data: macros = [] } = useQuery(macrosQuery)
  const remove = useAction({ run: deleteMacro, refresh })
  return (
    <Stack gap="s">
      {macros.map(({ id, name }) => (
        <Row key={id} justify="between" align="center" gap="s">
          <Text>{name}</Text>
          {mayChange && (
            <IconButton size="small" label={t`Delete the macro ${name}`} onClick={() => remove.mutate(id)}>
              <CloseIcon />
            </IconButton>
          )}
        </Row>
      ))}
      {mayChange && (
        <Row justify="end">
          <Button onClick={() => setIsOpen(true)}>
            <Trans>New macro</Trans>
          </Button>
        </Row>
      )}
      {isOpen && <NewMacro onClose={() => setIsOpen(false)} />}
    </Stack>
  )
}

function NewMacro({ onClose }: { onClose(): void }) {
  const { t } = useLingui()
  const [name, setName] = useState('')
  const [steps, setSteps] = useState<Steps>({})
  const create = useAction({
    run: () => createMacro({ name: name.trim(), steps }),
    done: t`The macro is there for everybody`,
    refresh,
    quiet: true,
    onDone: onClose,
  })
  return (
    <ActionDialog
      title={t`New macro`}
      submit={t`Create`}
      action={create}
      incomplete={name.trim() === '' || Object.keys(steps).length === 0}
      onClose={onClose}
    >
      <TextField label={t`Name`} value={name} onChange={setName} maxLength={64} required autoFocus />
      <StepsForm steps={steps} onChange={setSteps} />
    </ActionDialog>
  )
}
