import { useToast } from '@dawk/ui/overlays/toasts.tsx'
import { useLingui } from '@lingui/react/macro'
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiError } from './api-error.ts'
import { lastCurl } from './curl.ts'

interface Action<Input, Output> {
  run(input: Input): Promise<Output>
  /** What is said when it is done; absent: the page shows it by itself. */
  done?: string
  /** What is read again, by the beginnings of its keys. */
  refresh?: readonly QueryKey[]
  onDone?(output: Output, input: Input): void
  /** The form shows every error itself. */
  quiet?: boolean
  /** It shows this one itself. */
  isExpected?(error: Error): boolean
  onFailed?(error: Error, input: Input): void
}

/** What takes no input is called without one. */
// biome-ignore lint/suspicious/noConfusingVoidType: so it is inferred of a function without parameters
type Mutate<Input> = void extends Input ? () => void : (input: Input) => void

/** Something a person does: one request at a time, an answer in words, and the same as a curl command. */
export function useAction<Input, Output>({ run, done, refresh = [], onDone, ...action }: Action<Input, Output>) {
  const { quiet = false, isExpected, onFailed } = action
  const client = useQueryClient()
  const toast = useToast()
  const words = useErrorWords()
  const { t } = useLingui()
  const running = useRef(false)
  const mutation = useMutation({
    mutationFn: run,
    onSuccess: async (output, input) => {
      const curl = lastCurl()
      const action = { label: t`Copy as curl`, onSelect: () => void navigator.clipboard.writeText(curl) }
      if (done !== undefined) toast({ message: done, ...(curl && { action }) })
      onDone?.(output, input)
      await Promise.all(refresh.map((queryKey) => client.invalidateQueries({ queryKey })))
    },
    onError: (error, input) => {
      onFailed?.(error, input)
      if (!quiet && isExpected?.(error) !== true) toast({ tone: 'danger', ...words(error) })
    },
    onSettled: () => {
      running.current = false
    },
  })
  // a second click comes before the page has drawn the first
  const mutate = (input: Input) => {
    if (running.current) return
    running.current = true
    mutation.mutate(input)
  }
  return { mutate: mutate as Mutate<Input>, isPending: mutation.isPending, error: mutation.error }
}

/** What went wrong, and the id by which the request is found. */
export function useErrorWords(): (error: unknown) => { message: string; detail?: string } {
  const { t } = useLingui()
  return (error) => {
    if (!(error instanceof ApiError)) return { message: t`Something went wrong in this page.` }
    const { status, detail, errors, requestId } = error.problem
    if (status === 0) return { message: t`The server cannot be reached. Nothing was changed.` }
    const lines = errors.map((one) => (one.path ? `${one.path}: ${one.detail}` : one.detail))
    const id = requestId === null ? [] : [t`Request ${requestId}`]
    return { message: detail, detail: [...lines, ...id].join(' · ') }
  }
}
