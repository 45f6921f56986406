import { Box, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading } from '@dawk/ui/layout/text.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { useMay } from '#lib/session/session.ts'
import { AccountForm } from './account-form.tsx'
import { Appearance } from './appearance.tsx'
import { AttributeList } from './attribute-list.tsx'
import { CannedReplyList } from './canned-reply-list.tsx'
import { InboxForm } from './inbox-form.tsx'
import { LabelList } from './label-list.tsx'
import { LinkForm } from './link-form.tsx'
import { MacroList } from './macro-list.tsx'
import { PasswordForm } from './password-form.tsx'
import { RetentionForm } from './retention-form.tsx'
import { SessionList } from './session-list.tsx'
import { TagList } from './tag-list.tsx'
import { TwoFactor } from './two-factor.tsx'

/** The account, and what is a person's own. */
export function SettingsPage() {
  const { t } = useLingui()
  const may = useMay()
  return (
    <Page title={t`Settings`}>
      {may('account:read') && (
        <Section title={<Trans>Account</Trans>}>
          <AccountForm />
        </Section>
      )}
      {may('account:read') && (
        <Section title={<Trans>Privacy: how long things are kept</Trans>}>
          <RetentionForm />
        </Section>
      )}
      {may('conversations:read') && (
        <Section title={<Trans>The inbox</Trans>}>
          <InboxForm />
        </Section>
      )}
      {may('conversations:read') && (
        <Section title={<Trans>Labels</Trans>}>
          <LabelList />
        </Section>
      )}
      {may('conversations:read') && (
        <Section title={<Trans>Macros</Trans>}>
          <MacroList />
        </Section>
      )}
      {may('conversations:read') && (
        <Section title={<Trans>Canned replies</Trans>}>
          <CannedReplyList />
        </Section>
      )}
      {may('contacts:read') && (
        <Section title={<Trans>Attributes of contacts</Trans>}>
          <AttributeList />
        </Section>
      )}
      {may('contacts:read') && (
        <Section title={<Trans>Tags</Trans>}>
          <TagList />
        </Section>
      )}
      {may('campaigns:read') && (
        <Section title={<Trans>Short links</Trans>}>
          <LinkForm />
        </Section>
      )}
      <Section title={<Trans>Appearance</Trans>}>
        <Appearance />
      </Section>
      <Section title={<Trans>Password</Trans>}>
        <PasswordForm />
      </Section>
      <Section title={<Trans>Second factor</Trans>}>
        <TwoFactor />
      </Section>
      <Section title={<Trans>Where you are signed in</Trans>}>
        <SessionList />
      </Section>
    </Page>
  )
}

const Section = ({ title, children }: { title: ReactNode; children: ReactNode }) => (
  <Box surface="card" padding="m" as="section">
    <Stack gap="m">
      <Heading>{title}</Heading>
      {children}
    </Stack>
  </Box>
)
