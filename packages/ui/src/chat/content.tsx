import { Fragment, type ReactNode } from 'react'
import { FileIcon } from '../icons.tsx'
import styles from './chat.module.css'
import { type Mark, readMarks } from './whatsapp-marks.ts'

/** What somebody wrote, with WhatsApp's marks. Links open elsewhere; everything is text, nothing is HTML. */
export const MessageText = ({ children }: { children: string }) => (
  <p className={styles['body']} dir="auto">
    {readMarks(children).map((mark, index) => (
      <Fragment key={index}>{showMark(mark)}</Fragment>
    ))}
  </p>
)

function showMark({ kind, text }: Mark): ReactNode {
  switch (kind) {
    case 'bold':
      return <strong>{text}</strong>
    case 'italic':
      return <em>{text}</em>
    case 'struck':
      return <s>{text}</s>
    case 'code':
      return <code>{text}</code>
    case 'link':
      return (
        <a href={text} target="_blank" rel="noopener noreferrer nofollow">
          {text}
        </a>
      )
    case 'text':
      return text
  }
}

export const MessageImage = ({ src, alt, sticker }: { src: string; alt: string; sticker?: boolean }) => (
  <img className={`${styles['image']} ${sticker ? styles['sticker'] : ''}`} src={src} alt={alt} loading="lazy" />
)

export const MessageVideo = ({ src, label }: { src: string; label: string }) => (
  // biome-ignore lint/a11y/useMediaCaption: people send videos without captions
  <video className={styles['image']} src={src} aria-label={label} controls preload="metadata" />
)

export const MessageAudio = ({ src, label }: { src: string; label: string }) => (
  // biome-ignore lint/a11y/useMediaCaption: people send voice notes without captions
  <audio className={styles['player']} src={src} aria-label={label} controls preload="metadata" />
)

export const MessageFile = ({ href, name, detail }: { href: string | null; name: string; detail: ReactNode }) =>
  href === null ? (
    <div className={styles['file']}>
      <FileIcon />
      <span dir="auto">{name}</span>
    </div>
  ) : (
    <a className={styles['file']} href={href} target="_blank" rel="noopener noreferrer">
      <FileIcon />
      <span dir="auto">
        {name} {detail}
      </span>
    </a>
  )

/** A button or a row that the person can choose on the phone; here it is only shown. */
export const Choice = ({ children }: { children: ReactNode }) => (
  <div className={styles['choice']} dir="auto">
    {children}
  </div>
)

/** Stands for the screen of a phone. */
export const PhoneFrame = ({ children }: { children: ReactNode }) => <div className={styles['phone']}>{children}</div>
