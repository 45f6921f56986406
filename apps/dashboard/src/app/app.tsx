import { UiProvider } from '@dawk/ui/theme.tsx'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ApiError } from '#lib/client/api-error.ts'
import { directionOf } from '#lib/i18n.ts'
import { createAppRouter } from './router.tsx'

const mostRetries = 2

/** What was refused is not asked again; what nobody answered is. */
const isWorthRetrying = (failures: number, error: unknown): boolean =>
  failures < mostRetries && (!(error instanceof ApiError) || [0, 502, 503, 504].includes(error.problem.status))

const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: isWorthRetrying, staleTime: 15_000, refetchOnWindowFocus: true } },
})
const router = createAppRouter(queryClient)

export const App = ({ language }: { language: string }) => (
  <I18nProvider i18n={i18n}>
    <UiProvider direction={directionOf(language)}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </UiProvider>
  </I18nProvider>
)
