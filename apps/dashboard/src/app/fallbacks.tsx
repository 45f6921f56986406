import { Button, TextLink } from '@dawk/ui/controls/button.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { isStatus } from '#lib/client/api-error.ts'
import { useErrorWords } from '#lib/client/use-action.ts'

export function LoadingPage() {
  const { t } = useLingui()
  return <Skeleton rows={5} label={t`Loading`} />
}

/** What is not there and what is somebody else's look the same. */
export function NotFoundPage() {
  const { t } = useLingui()
  return (
    <Empty
      title={t`This page is not there`}
      action={
        <TextLink href="/app/">
          <Trans>Go to the inbox</Trans>
        </TextLink>
      }
    >
      <Trans>The address may be mistyped, or what it showed was deleted or belongs to another account.</Trans>
    </Empty>
  )
}

export function ProblemPage({ error, reset }: ErrorComponentProps) {
  const { t } = useLingui()
  const { message, detail } = useErrorWords()(error)
  if (isStatus(error, 404)) return <NotFoundPage />
  return (
    <Empty
      title={isStatus(error, 403) ? t`Your role does not open this` : t`This could not be shown`}
      action={
        <Button onClick={reset}>
          <Trans>Try again</Trans>
        </Button>
      }
    >
      {message}
      {detail && (
        <Text as="span" size="s" tone="muted">
          {' '}
          {detail}
        </Text>
      )}
    </Empty>
  )
}
