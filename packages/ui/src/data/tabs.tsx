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

/** The tabs alone, or with the chosen one's content as children. */
export function Tabs<Name extends string>({ label, value, tabs, onChange, children }: TabsProps<Name>) {
  return (
    <MantineTabs value={value} onChange={(chosen) => chosen !== null && onChange(chosen as Name)} keepMounted={false}>
      <MantineTabs.List aria-label={label} className={styles['list'] ?? ''}>
        {tabs.map((tab) => (
          <MantineTabs.Tab key={tab.value} value={tab.value} rightSection={tab.badge} className={styles['tab'] ?? ''}>
            {tab.label}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {children !== undefined && (
        <MantineTabs.Panel value={value} pt="md">
          {children}
        </MantineTabs.Panel>
      )}
    </MantineTabs>
  )
}
