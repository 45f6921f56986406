import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/global.css'
import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/ScrollArea.css'
import '@mantine/core/styles/UnstyledButton.css'
import '@mantine/core/styles/VisuallyHidden.css'
import '@mantine/core/styles/Paper.css'
import '@mantine/core/styles/Popover.css'
import '@mantine/core/styles/CloseButton.css'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import '@mantine/core/styles/Drawer.css'
import '@mantine/core/styles/Overlay.css'
import '@mantine/core/styles/Input.css'
import '@mantine/core/styles/PasswordInput.css'
import '@mantine/core/styles/ActionIcon.css'
import '@mantine/core/styles/Flex.css'
import '@mantine/core/styles/Combobox.css'
import '@mantine/core/styles/InlineInput.css'
import '@mantine/core/styles/Checkbox.css'
import '@mantine/core/styles/Switch.css'
import '@mantine/core/styles/Menu.css'
import '@mantine/core/styles/Tooltip.css'
import '@mantine/core/styles/Tabs.css'
import './tokens/values.css'
import './tokens/semantics.css'
import './tokens/base.css'
import {
  createTheme,
  DirectionProvider,
  type MantineColorsTuple,
  MantineProvider,
  useMantineColorScheme,
} from '@mantine/core'
import type { ReactNode } from 'react'
import { ToastProvider } from './overlays/toasts.tsx'

/** Every shade is the one accent: what Mantine derives from shades, base.css sets. */
const accent = Array.from({ length: 10 }, () => 'var(--accent)') as unknown as MantineColorsTuple

const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent },
  fontFamily: 'var(--sans)',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // scroll locks and arrows write <style> elements, which the content security policy forbids
    Modal: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
  },
})

interface UiProviderProps {
  direction: 'ltr' | 'rtl'
  children: ReactNode
}

/** Everything of `@dawk/ui` stands below it. Its styles are files: no `<style>` is written into the page. */
export function UiProvider({ direction, children }: UiProviderProps) {
  return (
    <DirectionProvider initialDirection={direction} detectDirection={false}>
      <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        <ToastProvider>{children}</ToastProvider>
      </MantineProvider>
    </DirectionProvider>
  )
}

export type ColorScheme = 'light' | 'dark' | 'auto'

/** The colour scheme that the person chose, kept by this browser. */
export function useColorScheme(): [ColorScheme, (scheme: ColorScheme) => void] {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return [colorScheme, setColorScheme]
}
