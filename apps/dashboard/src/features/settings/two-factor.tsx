import { Button } from '@dawk/ui/controls/button.tsx'
import { PasswordField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Code, CopyText } from '@dawk/ui/data/code.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge, Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { beginTwoFactor, confirmTwoFactor, disableTwoFactor, twoFactorQuery } from './api/two-factor.ts'

/** A code of an authenticator at each sign-in: set up, confirmed, and switched off with password and code. */
export function TwoFactor() {
  const { data: state } = useSuspenseQuery(twoFactorQuery)
  return (
    <Box width="narrow">
      <Stack gap="m">
        <Row gap="s">
          <Badge tone={state.enabled ? 'success' : 'neutral'}>
            {state.enabled ? <Trans>on</Trans> : <Trans>off</Trans>}
          </Badge>
          {state.enabled && (
            <Text size="s" tone="secondary">
              <Plural value={state.recoveryCodesLeft} one="# recovery code left" other="# recovery codes left" />
            </Text>
          )}
        </Row>
        {state.enabled ? <SwitchOff /> : <SetUp />}
      </Stack>
    </Box>
  )
}

function SetUp() {
  const { t } = useLingui()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [setup, setSetup] = useState<{ secret: string; uri: string } | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const begin = useAction({ run: () => beginTwoFactor(password), onDone: setSetup })
  const confirm = useAction({
    run: () => confirmTwoFactor(code.replaceAll(' ', '')),
    onDone: ({ recoveryCodes }) => setCodes(recoveryCodes),
  })
  if (codes !== null) return <RecoveryCodes codes={codes} />
  if (setup === null)
    return (
      <>
        <PasswordField label={t`Present password`} value={password} onChange={setPassword} />
        <Button disabled={password === ''} busy={begin.isPending} onClick={() => begin.mutate()}>
          <Trans>Set up a second factor</Trans>
        </Button>
      </>
    )
  return (
    <>
      <Text>
        <Trans>Add this secret to your authenticator, then enter the code that it shows.</Trans>
      </Text>
      <CopyText text={setup.secret} copyLabel={t`Copy`} copiedLabel={t`Copied`} />
      <TextField label={t`Code`} value={code} onChange={setCode} autoComplete="one-time-code" code />
      <Button tone="primary" disabled={code === ''} busy={confirm.isPending} onClick={() => confirm.mutate()}>
        <Trans>Switch it on</Trans>
      </Button>
    </>
  )
}

const RecoveryCodes = ({ codes }: { codes: readonly string[] }) => (
  <>
    <Notice tone="warning">
      <Trans>Keep these codes: each signs you in once without your authenticator. They are not shown again.</Trans>
    </Notice>
    <Code>{codes.join('\n')}</Code>
    <Button onClick={() => location.reload()}>
      <Trans>I have kept them</Trans>
    </Button>
  </>
)

function SwitchOff() {
  const { t } = useLingui()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const disable = useAction({
    run: () => disableTwoFactor({ password, code: code.replaceAll(' ', '') }),
    done: t`The second factor is off`,
    refresh: [['two-factor']],
  })
  return (
    <>
      <PasswordField label={t`Present password`} value={password} onChange={setPassword} />
      <TextField label={t`Code`} value={code} onChange={setCode} autoComplete="one-time-code" code />
      <Button
        tone="danger"
        disabled={password === '' || code === ''}
        busy={disable.isPending}
        onClick={() => disable.mutate()}
      >
        <Trans>Switch it off</Trans>
      </Button>
    </>
  )
}
