import { useState } from 'react'
import { IconButton } from '../controls/button.tsx'
import { CheckIcon, CopyIcon } from '../icons.tsx'
import styles from './table.module.css'

/** Text for machines, shown as it is. */
export const Code = ({ children }: { children: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
  <pre className={styles['code']} dir="ltr" tabIndex={0}>
    {children}
  </pre>
)

interface CopyTextProps {
  text: string
  copyLabel: string
  copiedLabel: string
}

const copiedMs = 2000

export function CopyButton({ text, copyLabel, copiedLabel }: CopyTextProps) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), copiedMs)
  }
  return (
    <IconButton label={copied ? copiedLabel : copyLabel} onClick={() => void copy().catch(() => {})}>
      {copied ? <CheckIcon /> : <CopyIcon />}
    </IconButton>
  )
}

/** A secret, a link or a command, with a button that copies it. */
export const CopyText = (props: CopyTextProps) => (
  <div className={styles['secret']}>
    <Code>{props.text}</Code>
    <CopyButton {...props} />
  </div>
)
