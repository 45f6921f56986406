import { Button } from '@dawk/ui/controls/button.tsx'
import { SelectField, TextAreaField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Grid, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { createTemplate, lintQuery } from './api/draft.ts'
import { emptyFields, type Fields, toDraft, variablesOf } from './draft-fields.ts'
import { TemplateView } from './template-view.tsx'

const places = '{{1}}, {{2}}'

type Change = (change: Partial<Fields>) => void

/** Writes a template beside what the person will see; what Meta would reject is said while it is written. */
export function NewTemplatePage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [fields, setFields] = useState(emptyFields)
  const draft = toDraft(fields)
  const isBegun = fields.name !== '' && fields.body !== ''
  const { data: checked } = useQuery({ ...lintQuery(useDeferredValue(draft)), enabled: isBegun })
  const create = useAction({
    run: () => createTemplate(draft),
    done: t`The template is with Meta, who reviews it`,
    refresh: [['templates']],
    onDone: ({ id }) => void navigate({ to: '/templates/$templateId', params: { templateId: id } }),
  })
  return (
    <Page title={t`New template`}>
      <Grid cell="l">
        <DraftForm fields={fields} change={(part) => setFields((former) => ({ ...former, ...part }))} />
        <Stack gap="m">
          <TemplateView components={draft.components} />
          {isBegun &&
            checked?.problems.map(({ path, detail }) => (
              <Notice key={path + detail} tone="danger">
                {path}: {detail}
              </Notice>
            ))}
          {isBegun && checked?.valid && (
            <Notice tone="success">
              <Trans>It keeps Meta’s rules.</Trans>
            </Notice>
          )}
          <Row justify="end">
            <Button
              tone="primary"
              disabled={!isBegun || checked?.valid !== true}
              busy={create.isPending}
              onClick={() => create.mutate()}
            >
              <Trans>Send it to Meta</Trans>
            </Button>
          </Row>
        </Stack>
      </Grid>
    </Page>
  )
}

function DraftForm({ fields, change }: { fields: Fields; change: Change }) {
  const { t } = useLingui()
  return (
    <Stack gap="m">
      <TextField
        label={t`Name`}
        hint={t`Lower-case letters, digits and underscores.`}
        value={fields.name}
        onChange={(name) => change({ name: name.toLowerCase().replaceAll(/[\s-]+/g, '_') })}
        code
        required
      />
      <Grid cell="s">
        <TextField label={t`Language`} value={fields.language} onChange={(language) => change({ language })} code />
        <SelectField
          label={t`Category`}
          value={fields.category}
          options={[
            { value: 'UTILITY', label: t`Utility: about something the person asked for` },
            { value: 'MARKETING', label: t`Marketing: everything that promotes` },
          ]}
          onChange={(category) => change({ category })}
        />
      </Grid>
      <TextField label={t`Header`} value={fields.header} onChange={(header) => change({ header })} maxLength={60} />
      <TextAreaField
        label={t`Text`}
        hint={t`Places for values are written like this: ${places}`}
        value={fields.body}
        onChange={(body) => change({ body })}
        rows={6}
        required
      />
      {variablesOf(fields.body).map((variable) => (
        <TextField
          key={variable}
          label={t`Example for place ${variable}`}
          value={fields.examples[variable] ?? ''}
          onChange={(value) => change({ examples: { ...fields.examples, [variable]: value } })}
          required
        />
      ))}
      <TextField label={t`Footer`} value={fields.footer} onChange={(footer) => change({ footer })} maxLength={60} />
      <TextField
        label={t`Quick replies`}
        hint={t`With commas between; three at most show well.`}
        value={fields.replies}
        onChange={(replies) => change({ replies })}
      />
    </Stack>
  )
}
