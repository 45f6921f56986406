import { Button } from '@dawk/ui/controls/button.tsx'
import { TextAreaField, TextField } from '@dawk/ui/controls/fields.tsx'
import { CopyText } from '@dawk/ui/data/code.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { problemAt, problemsBelow } from '#lib/client/api-error.ts'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { ListField } from '#lib/fields/list-field.tsx'
import { NumberField } from '#lib/fields/number-field.tsx'
import { useMay } from '#lib/session/session.ts'
import { changeLinkSettings, type LinkSettings, linkSettingsQuery } from './api/link-settings.ts'

const toLines = (utm: LinkSettings['utm']) =>
  Object.entries(utm)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')

/** A line without a sign of equality names a parameter without a value, which the API rejects by its name. */
const toParameters = (lines: string): LinkSettings['utm'] =>
  Object.fromEntries(
    lines
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => {
        const [name = '', ...value] = line.split('=')
        return [name.trim(), value.join('=').trim()]
      }),
  )

/** For links that are made from now on. */
export function LinkForm() {
  const { t } = useLingui()
  const words = useErrorWords()
  const { data: settings } = useSuspenseQuery(linkSettingsQuery)
  const [baseUrl, setBaseUrl] = useState(settings.baseUrl ?? '')
  const [allowedDomains, setDomains] = useState(settings.allowedDomains)
  const [utm, setUtm] = useState(() => toLines(settings.utm))
  const [expiresDays, setDays] = useState<number | null>(settings.expiresDays)
  const save = useAction({
    run: () =>
      changeLinkSettings({
        baseUrl: baseUrl.trim() === '' ? null : baseUrl.trim(),
        allowedDomains: allowedDomains.map((one) => one.toLowerCase()),
        utm: toParameters(utm),
        expiresDays: expiresDays ?? 0,
      }),
    done: t`Saved`,
    refresh: [['link-settings']],
    quiet: true,
  })
  const { error } = save
  const disabled = !useMay()('campaigns:write')
  return (
    <Stack gap="m">
      <Text tone="secondary">
        <Trans>
          Each person gets a link of their own, by which clicks are counted. Links made before keep working.
        </Trans>
      </Text>
      <TextField
        label={t`Host of the links`}
        hint={t`A host of your own that leads here, such as https://go.example.com. Empty: the host of this gateway.`}
        type="url"
        value={baseUrl}
        error={problemAt(error, 'baseUrl')}
        disabled={disabled}
        onChange={setBaseUrl}
        code
      />
      <ListField
        label={t`Domains to which links may lead`}
        hint={t`One on each line, with their subdomains. Empty: anywhere.`}
        lines
        value={allowedDomains}
        error={problemsBelow(error, 'allowedDomains')}
        disabled={disabled}
        onChange={setDomains}
      />
      <TextAreaField
        label={t`Parameters that are added to each target`}
        hint={t`One on each line, such as utm_source=whatsapp.`}
        value={utm}
        error={problemsBelow(error, 'utm')}
        disabled={disabled}
        onChange={setUtm}
      />
      <NumberField
        label={t`Links work for days`}
        value={expiresDays}
        error={problemAt(error, 'expiresDays')}
        disabled={disabled}
        onChange={setDays}
        required
      />
      <Text size="s" tone="secondary">
        <Trans>A template whose button carries a short link is created with this address:</Trans>
      </Text>
      <CopyText text={settings.buttonUrl} copyLabel={t`Copy`} copiedLabel={t`Copied`} />
      {error && <Notice tone="danger">{words(error).message}</Notice>}
      {!disabled && (
        <Row justify="end">
          <Button tone="primary" busy={save.isPending} onClick={() => save.mutate()}>
            <Trans>Save</Trans>
          </Button>
        </Row>
      )}
    </Stack>
  )
}
