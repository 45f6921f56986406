import { Drawer, Menu, Modal, Tooltip } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'

interface DialogProps {
  title: string
  open: boolean
  onClose(): void
  size?: 'small' | 'medium' | 'large'
  closeLabel: string
  children: ReactNode
}

const sizes = { small: 'sm', medium: 'lg', large: 'xl' } as const

/** Keeps the focus inside, closes by Escape, and gives the focus back. */
export const Dialog = ({ title, open, onClose, size = 'medium', closeLabel, children }: DialogProps) => (
  <Modal
    title={title}
    opened={open}
    onClose={onClose}
    size={sizes[size]}
    centered
    closeButtonProps={{ 'aria-label': closeLabel }}
  >
    {children}
  </Modal>
)

/** The same from the side: for what is looked at beside a list. */
export const SidePanel = ({ title, open, onClose, closeLabel, children }: DialogProps) => (
  <Drawer
    title={title}
    opened={open}
    onClose={onClose}
    position="right"
    size="md"
    closeButtonProps={{ 'aria-label': closeLabel }}
  >
    {children}
  </Drawer>
)

interface MenuAction {
  label: string
  icon?: ReactNode
  danger?: boolean
  disabled?: boolean
  onSelect(): void
}

interface ActionMenuProps {
  trigger: ReactElement
  actions: readonly MenuAction[]
  /** Where a key opens it, too; absent: it opens by its button alone. */
  open?: boolean
  onOpenChange?(open: boolean): void
}

/** The actions of one thing behind a button. */
export const ActionMenu = ({ trigger, actions, open, onOpenChange }: ActionMenuProps) => (
  <Menu
    position="bottom-end"
    withinPortal
    {...(open !== undefined && { opened: open })}
    {...(onOpenChange && { onChange: onOpenChange })}
  >
    <Menu.Target>{trigger}</Menu.Target>
    <Menu.Dropdown>
      {actions.map(({ label, icon, danger, disabled, onSelect }) => (
        <Menu.Item
          key={label}
          leftSection={icon}
          onClick={onSelect}
          {...(danger && { color: 'var(--danger-text)' })}
          {...(disabled && { disabled })}
        >
          {label}
        </Menu.Item>
      ))}
    </Menu.Dropdown>
  </Menu>
)

export const Tip = ({ label, children }: { label: ReactNode; children: ReactElement }) => (
  <Tooltip label={label} multiline events={{ hover: true, focus: true, touch: true }}>
    {children}
  </Tooltip>
)
