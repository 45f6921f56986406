import { Tabs as MantineTabs } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './tabs.module.css'

interface TabsProps<Name extends string> {
  label: string
  value: Name
  tabs: readonly { value: Name; label: string; badge?: ReactNode }[]
  onChange(value: Name): void
  children?: ReactNode
}

/** Parts of a page, one of which is shown. */
export function Tabs<Name extends string>({ label, value, tabs, onChange, children }: TabsProps<Name>) {
  return (
    <MantineTabs value={value} onChange={(chosen) => chosen !== null && onChange(chosen as Name)}>
      <MantineTabs.List aria-label={label} className={styles['list'] ?? ''}>
        {tabs.map((tab) => (
          <MantineTabs.Tab key={tab.value} value={tab.value} rightSection={tab.badge} className={styles['tab'] ?? ''}>
            {tab.label}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {tabs.map((tab) => (
        <MantineTabs.Panel key={tab.value} value={tab.value} pt="md">
          {tab.value === value && children}
        </MantineTabs.Panel>
      ))}
    </MantineTabs>
  )
}

/** Ways to look at one list; what they change stands elsewhere. */
export const ViewBar = <Name extends string>({ label, value, tabs, onChange }: Omit<TabsProps<Name>, 'children'>) => (
  <fieldset className={`${styles['list']} ${styles['views']}`} aria-label={label}>
    {tabs.map((tab) => (
      <button
        key={tab.value}
        type="button"
        className={styles['view']}
        aria-pressed={tab.value === value}
        onClick={() => onChange(tab.value)}
      >
        {tab.label}
        {tab.badge}
      </button>
    ))}
  </fieldset>
)
