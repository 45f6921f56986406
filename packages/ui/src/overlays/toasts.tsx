import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { TextButton } from '../controls/button.tsx'
import { Text } from '../layout/text.tsx'
import styles from './toasts.module.css'

export interface Toast {
  message: string
  /** A smaller second line. */
  detail?: string | undefined
  tone?: 'success' | 'danger'
  action?: { label: string; onSelect(): void }
}

type Show = (toast: Toast) => void
const Context = createContext<Show>(() => {})

const shownMs = { success: 4000, danger: 12_000 }
const mostShown = 3

/** Says what happened, beside what the person is doing. */
export const useToast = (): Show => useContext(Context)

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<(Toast & { id: number })[]>([])
  const next = useRef(0)
  const show = useCallback<Show>((toast) => {
    const id = next.current++
    setToasts((shown) => [...shown.slice(1 - mostShown), { ...toast, id }])
    setTimeout(() => setToasts((shown) => shown.filter((one) => one.id !== id)), shownMs[toast.tone ?? 'success'])
  }, [])
  const list = useMemo(() => toasts.map((toast) => <ToastView key={toast.id} {...toast} />), [toasts])
  return (
    <Context value={show}>
      {children}
      <div className={styles['toasts']} role="status" aria-live="polite">
        {list}
      </div>
    </Context>
  )
}

const ToastView = ({ message, detail, tone = 'success', action }: Toast) => (
  <div className={`${styles['toast']} ${tone === 'danger' ? styles['danger'] : ''}`}>
    <div className={styles['words']}>
      <Text strong>{message}</Text>
      {detail !== undefined && (
        <Text size="s" tone="secondary">
          {detail}
        </Text>
      )}
    </div>
    {action && <TextButton onClick={action.onSelect}>{action.label}</TextButton>}
  </div>
)
