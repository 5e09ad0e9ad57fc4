import { Button, type ButtonProps } from '@mantine/core'
import { type ReactNode, useState } from 'react'

interface ActButtonProps extends ButtonProps {
  act: () => Promise<unknown>
  children: ReactNode
  'aria-label'?: string
}

/** A button that is busy for as long as what it does takes. */
export function ActButton({ act, ...props }: ActButtonProps) {
  const [busy, setBusy] = useState(false)
  return (
    <Button
      {...props}
      loading={busy}
      onClick={() => {
        setBusy(true)
        void act().finally(() => setBusy(false))
      }}
    />
  )
}
