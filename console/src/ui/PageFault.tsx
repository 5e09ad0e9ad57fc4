import { Container } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { Fault } from './Fault'

/** A page broke, or what it needs could not be read: in the problem's own words, with another try. */
export function PageFault({ error, reset }: ErrorComponentProps) {
  return (
    <Container size="sm" py="xl">
      <Fault error={error} onRetry={reset} />
    </Container>
  )
}
